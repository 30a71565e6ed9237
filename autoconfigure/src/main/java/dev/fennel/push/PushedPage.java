package dev.fennel.push;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.ExpositionRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed: the page that a scraper would get, in the text format, without
 * timestamps. It is read when it is first asked for, so that retries push the same.
 *
 * @since 0.1.0
 */
public final class PushedPage {

	/** The content type of the page. */
	public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

	private static final ExpositionRequest REQUEST = new ExpositionRequest("GET", null, List.of(), CONTENT_TYPE, null,
			null, null);

	private final Exposition exposition;

	private @Nullable String text;

	PushedPage(Exposition exposition) {
		this.exposition = exposition;
	}

	/**
	 * Returns the page. Names are those of the classic data model, with underscores in
	 * place of what that does not have.
	 * @return the text
	 */
	public synchronized String text() {
		String result = this.text;
		if (result == null) {
			byte[] body = this.exposition.respond(REQUEST, Credentials.none()).body();
			result = SampleLine.withoutTimestamps(new String(body, StandardCharsets.UTF_8));
			this.text = result;
		}
		return result;
	}

}
