package dev.fennel.exporter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

import dev.fennel.PageResponse;

/**
 * Writes responses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-4">RFC 9112, status
 * line</a>
 */
final class ResponseWriter {

	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
		.withZone(ZoneOffset.UTC);

	private static final Map<Integer, String> REASONS = Map.ofEntries(Map.entry(200, "OK"),
			Map.entry(400, "Bad Request"), Map.entry(401, "Unauthorized"), Map.entry(404, "Not Found"),
			Map.entry(405, "Method Not Allowed"), Map.entry(414, "URI Too Long"), Map.entry(417, "Expectation Failed"),
			Map.entry(431, "Request Header Fields Too Large"), Map.entry(500, "Internal Server Error"),
			Map.entry(503, "Service Unavailable"), Map.entry(505, "HTTP Version Not Supported"));

	private final OutputStream out;

	ResponseWriter(OutputStream out) {
		this.out = out;
	}

	/**
	 * Writes a response, one of unknown length in chunks.
	 * @param response the response
	 * @param withBody whether the body is sent
	 * @param keepsAlive whether another request may follow
	 */
	void write(PageResponse response, boolean withBody, boolean keepsAlive) throws IOException {
		this.out.write(head(response, keepsAlive).getBytes(StandardCharsets.ISO_8859_1));
		if (withBody && isKnown(response)) {
			response.writeBody(this.out);
		}
		else if (withBody) {
			ChunkedStream chunks = new ChunkedStream(this.out);
			response.writeBody(chunks);
			chunks.end();
		}
		this.out.flush();
	}

	private static boolean isKnown(PageResponse response) {
		return response.length() != PageResponse.UNKNOWN_LENGTH;
	}

	private static String head(PageResponse response, boolean keepsAlive) {
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status())
			.append(' ')
			.append(REASONS.getOrDefault(response.status(), ""))
			.append("\r\n");
		response.headers().forEach((name, value) -> header(head, name, value));
		if (isKnown(response)) {
			header(head, "Content-Length", String.valueOf(response.length()));
		}
		else {
			header(head, "Transfer-Encoding", "chunked");
		}
		header(head, "Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
		header(head, "Connection", keepsAlive ? "keep-alive" : "close");
		return head.append("\r\n").toString();
	}

	private static void header(StringBuilder head, String name, String value) {
		head.append(name).append(": ").append(value.replaceAll("[\r\n]", " ")).append("\r\n");
	}

}
