package dev.fennel.exporter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.fennel.PageBody;
import dev.fennel.PageResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StreamedResponseTests {

	private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

	private final ResponseWriter writer = new ResponseWriter(this.sent);

	private final PageBody twoPieces = (out) -> {
		out.write("first piece\n".getBytes(StandardCharsets.UTF_8));
		out.write('2');
	};

	@Test
	void aBodyOfUnknownLengthIsSentInChunks() throws IOException {
		this.writer.write(response(this.twoPieces), true, true);
		assertThat(head()).contains("Transfer-Encoding: chunked\r\n", "Connection: keep-alive\r\n")
			.doesNotContain("Content-Length");
		assertThat(body()).isEqualTo("c\r\nfirst piece\n\r\n1\r\n2\r\n0\r\n\r\n");
	}

	@Test
	void aClientThatReadsNoChunksGetsALength() throws IOException {
		this.writer.write(response(this.twoPieces).whole(), true, true);
		assertThat(head()).contains("Content-Length: 13\r\n", "Connection: keep-alive\r\n")
			.doesNotContain("Transfer-Encoding");
		assertThat(body()).isEqualTo("first piece\n2");
	}

	@Test
	void theHeadAloneSaysThatChunksWouldFollow() throws IOException {
		this.writer.write(response(this.twoPieces), false, true);
		assertThat(head()).contains("Transfer-Encoding: chunked\r\n");
		assertThat(body()).isEmpty();
	}

	@Test
	void aBodyThatFailsHasNoEnd() {
		PageBody failing = (out) -> {
			out.write("first piece\n".getBytes(StandardCharsets.UTF_8));
			throw new IllegalStateException("broken");
		};
		assertThatIllegalStateException().isThrownBy(() -> this.writer.write(response(failing), true, true));
		assertThat(body()).isEqualTo("c\r\nfirst piece\n\r\n");
	}

	private static PageResponse response(PageBody body) {
		return new PageResponse(200, Map.of("Content-Type", "text/plain"), body, PageResponse.UNKNOWN_LENGTH);
	}

	private String head() {
		String all = all();
		return all.substring(0, all.indexOf("\r\n\r\n") + 2);
	}

	private String body() {
		String all = all();
		return all.substring(all.indexOf("\r\n\r\n") + 4);
	}

	private String all() {
		return this.sent.toString(StandardCharsets.ISO_8859_1);
	}

}
