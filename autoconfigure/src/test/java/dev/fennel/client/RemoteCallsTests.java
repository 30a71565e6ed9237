package dev.fennel.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fennel.testing.UnsteadyServer;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Each kind of client, on the libraries that it can stand on, against a server that
 * behaves badly.
 */
class RemoteCallsTests {

	private static final String ROUTE = "127.0.0.1 GET /{kind}/{id} ";

	private static UnsteadyServer server;

	private final Counts counts = new Counts();

	@BeforeAll
	static void start() throws IOException {
		server = new UnsteadyServer();
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void answersCountUnderTheirRouteAndStatus(Caller caller) {
		Caller.Api api = caller.of(this.counts.metrics(), server.url());
		assertThat(api.get("ok", "1")).isEqualTo("fine");
		assertThat(api.get("ok", "2")).isEqualTo("fine");
		assertThat(statuses()).isEqualTo(Map.of("200", 2.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void answersThatTellOfErrorsCountUnderTheirStatus(Caller caller) {
		Caller.Api api = caller.of(this.counts.metrics(), server.url());
		assertThatException().isThrownBy(() -> api.get("missing", "1"));
		assertThatException().isThrownBy(() -> api.get("broken", "1"));
		assertThat(statuses()).isEqualTo(Map.of("404", 1.0, "500", 1.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void redirectsThatTheLibraryFollowsAreOneRequest(Caller caller) {
		assertThat(caller.of(this.counts.metrics(), server.url()).get("moved", "1")).isEqualTo("fine");
		assertThat(statuses()).isEqualTo(Map.of("200", 1.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void noAnswerWithinTheTimeOutIsAnError(Caller caller) {
		Caller.Api api = caller.impatient(this.counts.metrics(), server.url());
		assertThatException().isThrownBy(() -> api.get("hang", "1"));
		assertThat(statuses()).isEqualTo(Map.of("IO_ERROR", 1.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void connectionsThatAreResetAreErrors(Caller caller) {
		Caller.Api api = caller.of(this.counts.metrics(), server.url());
		assertThatException().isThrownBy(() -> api.get("reset", "1"));
		assertThat(statuses()).isEqualTo(Map.of("IO_ERROR", 1.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void answersThatBreakOffCountUnderTheStatusThatCame(Caller caller) {
		Caller.Api api = caller.of(this.counts.metrics(), server.url());
		assertThatException().isThrownBy(() -> api.get("half", "1"));
		assertThat(statuses()).isEqualTo(Map.of("200", 1.0));
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.client.Caller#all")
	void connectionsThatAreRefusedAreErrors(Caller caller) throws IOException {
		Caller.Api api = caller.of(this.counts.metrics(), "http://127.0.0.1:" + closedPort());
		assertThatException().isThrownBy(() -> api.get("ok", "1"));
		assertThat(statuses()).isEqualTo(Map.of("IO_ERROR", 1.0));
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** By status, all else being the same. */
	private Map<String, Double> statuses() {
		Waiting.until(() -> this.counts.inProgress() == 0);
		return this.counts.requests()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((each) -> each.getKey().replace(ROUTE, ""), Map.Entry::getValue));
	}

}
