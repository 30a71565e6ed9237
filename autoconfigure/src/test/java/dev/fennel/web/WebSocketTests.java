package dev.fennel.web;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A WebSocket handshake is a request like any other; what follows it is none.
 */
@Tag("server")
class WebSocketTests {

	static final String HANDSHAKE = """
			GET /socket HTTP/1.1\r
			Host: localhost\r
			Connection: Upgrade\r
			Upgrade: websocket\r
			Sec-WebSocket-Version: 13\r
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
			\r
			""";

	@Test
	void handshakeIsCompleteWhileTheSocketIsOpen() throws Exception {
		try (WebApp app = WebApp.start(SocketConfiguration.class);
				Socket socket = new Socket("localhost", app.port())) {
			Page before = app.scrapeWhenIdle();
			socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			String response = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
			assertThat(response).isEqualTo("HTTP/1.1 101");
			Map<String, Double> changes = app.scrapeWhenIdle().changedSince(before);
			assertThat(changes).isEqualTo(new Ending("/socket").status(101).route("/socket").changes(null));
		}
	}

}
