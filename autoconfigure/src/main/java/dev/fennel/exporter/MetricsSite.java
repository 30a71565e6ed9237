package dev.fennel.exporter;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.ExpositionRequest;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * What the server answers: the metrics, of all registries and of each, the other pages of
 * Fennel, and at {@code /} a small page with links, for which nothing is collected.
 *
 * @since 0.1.0
 */
public final class MetricsSite implements AopInfrastructureBean {

	private static final int OK = 200;

	private static final int NOT_FOUND = 404;

	private static final int METHOD_NOT_ALLOWED = 405;

	private static final Map<String, String> ALLOW = Map.of("Allow", "GET, HEAD, OPTIONS");

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

	private final Exposition exposition;

	private final String path;

	private final Credentials credentials;

	private final Map<String, ServedPage> pages = new LinkedHashMap<>();

	/**
	 * Creates what is answered.
	 * @param exposition what makes the page of metrics
	 * @param path the path of the page of all registries; below it each has its own
	 * @param credentials what clients must send to see metrics; other pages they see
	 * without
	 * @param pages the other pages, of which the first of a path is served
	 */
	public MetricsSite(Exposition exposition, String path, Credentials credentials, List<ServedPage> pages) {
		this.exposition = exposition;
		this.path = path;
		this.credentials = credentials;
		pages.forEach((page) -> this.pages.putIfAbsent(page.path(), page));
		this.pages.putIfAbsent("/", new FixedPage("/", "text/html; charset=utf-8", links()));
		this.pages.putIfAbsent("/favicon.ico", new FixedPage("/favicon.ico", "image/x-icon", ""));
		this.pages.putIfAbsent("/robots.txt",
				new FixedPage("/robots.txt", "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n"));
	}

	String path() {
		return this.path;
	}

	PageResponse answer(PageRequest request) {
		if (!METHODS.contains(request.method())) {
			return PageResponse.empty(METHOD_NOT_ALLOWED, ALLOW);
		}
		if (request.path().equals(this.path)) {
			return this.exposition.respond(ExpositionRequest.of(request, null), this.credentials);
		}
		ServedPage page = this.pages.get(request.path());
		if (page != null || request.path().equals("*")) {
			return (page == null || request.method().equals("OPTIONS")) ? PageResponse.empty(OK, ALLOW)
					: page.get(request);
		}
		return answerBelow(request);
	}

	private PageResponse answerBelow(PageRequest request) {
		String prefix = this.path + "/";
		String name = request.path().startsWith(prefix) ? request.path().substring(prefix.length()) : "";
		if (name.isEmpty() || name.indexOf('/') >= 0) {
			return PageResponse.empty(NOT_FOUND, Map.of());
		}
		return this.exposition.respond(ExpositionRequest.of(request, name), this.credentials);
	}

	private String links() {
		return Stream.concat(Stream.of(this.path), this.pages.keySet().stream())
			.distinct()
			.map(MetricsSite::link)
			.collect(Collectors.joining("",
					"<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Metrics</title></head>\n<body>\n",
					"</body>\n</html>\n"));
	}

	private static String link(String path) {
		return "<p><a href=\"%1$s\">%1$s</a></p>\n".formatted(encoded(path).replace("&", "&amp;"));
	}

	/**
	 * A path as it stands in a URL.
	 */
	static String encoded(String path) {
		try {
			return new URI(null, null, path, null).toASCIIString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * A page that is always the same.
	 */
	private record FixedPage(String path, String contentType, String text) implements ServedPage {

		@Override
		public PageResponse get(PageRequest request) {
			return new PageResponse(OK, Map.of("Content-Type", this.contentType),
					this.text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
