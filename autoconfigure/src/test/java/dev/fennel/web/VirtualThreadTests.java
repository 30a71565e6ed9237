package dev.fennel.web;

import java.io.IOException;

import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests end on virtual threads as they do on others.
 */
@Tag("server")
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(EndingsApplication.class, "spring.threads.virtual.enabled=true");
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void handlersRunOnVirtualThreads() throws IOException {
		assertThat(app.get("/thread").body()).startsWith("VirtualThread");
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.web.RequestEndingsTests#endings")
	void movesEachFamilyOnce(Ending ending) throws IOException {
		ending.verify(app);
	}

	@ParameterizedTest
	@MethodSource("dev.fennel.web.RequestEndingsTests#cutOff")
	void cutOff(Ending ending, Ending.Connection connection) throws Exception {
		ending.verify(app, connection);
	}

}
