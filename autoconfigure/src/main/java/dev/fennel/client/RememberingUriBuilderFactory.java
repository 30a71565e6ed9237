package dev.fennel.client;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * Remembers the templates that another factory expands, and is of its class. That has one
 * final method, which says whether there is a base address.
 */
final class RememberingUriBuilderFactory extends DefaultUriBuilderFactory {

	private final DefaultUriBuilderFactory delegate;

	private RememberingUriBuilderFactory(DefaultUriBuilderFactory delegate) {
		this.delegate = delegate;
	}

	private RememberingUriBuilderFactory(DefaultUriBuilderFactory delegate, String base) {
		super(base);
		this.delegate = delegate;
	}

	static DefaultUriBuilderFactory of(DefaultUriBuilderFactory factory) {
		return factory.hasBaseUri() ? new RememberingUriBuilderFactory(factory, "/")
				: new RememberingUriBuilderFactory(factory);
	}

	@Override
	public URI expand(String uriTemplate, Map<String, ?> uriVariables) {
		return ExpandedTemplates.remember(this.delegate.expand(uriTemplate, uriVariables), uriTemplate);
	}

	@Override
	public URI expand(String uriTemplate, @Nullable Object... uriVariables) {
		return ExpandedTemplates.remember(this.delegate.expand(uriTemplate, uriVariables), uriTemplate);
	}

	@Override
	public UriBuilder uriString(String uriTemplate) {
		return this.delegate.uriString(uriTemplate);
	}

	@Override
	public UriBuilder builder() {
		return this.delegate.builder();
	}

	@Override
	public void setParserType(ParserType parserType) {
		this.delegate.setParserType(parserType);
	}

	@Override
	public @Nullable ParserType getParserType() {
		return this.delegate.getParserType();
	}

	@Override
	public void setEncodingMode(EncodingMode encodingMode) {
		this.delegate.setEncodingMode(encodingMode);
	}

	@Override
	public EncodingMode getEncodingMode() {
		return this.delegate.getEncodingMode();
	}

	@Override
	public void setDefaultUriVariables(@Nullable Map<String, ?> defaultUriVariables) {
		this.delegate.setDefaultUriVariables(defaultUriVariables);
	}

	@Override
	public Map<String, ?> getDefaultUriVariables() {
		return this.delegate.getDefaultUriVariables();
	}

	@Override
	public void setParsePath(boolean parsePath) {
		this.delegate.setParsePath(parsePath);
	}

	@Override
	public boolean shouldParsePath() {
		return this.delegate.shouldParsePath();
	}

}
