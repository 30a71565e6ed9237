package dev.fennel.autoconfigure.process;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.fennel.testing.Page;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads and connections, as the server itself tells of them.
 */
@Tag("server")
@DisabledIfSystemProperty(named = "test.server", matches = "Undertow")
class WebServerThreadsTests {

	private static final String BUSY = "web_server_threads{state=\"busy\"}";

	private static final String IDLE = "web_server_threads{state=\"idle\"}";

	private static final int CLIENTS = 4;

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(Application.class, "server.tomcat.threads.max=23", "server.jetty.threads.max=23");
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void threadsThatWorkAreBusyAndTheirConnectionsOpen() throws Exception {
		Gate gate = app.context().getBean(Gate.class);
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			for (int i = 0; i < CLIENTS; i++) {
				clients.submit(() -> app.get("/gate"));
			}
			assertThat(gate.reached.await(1, TimeUnit.MINUTES)).isTrue();
			Page page = app.scrape();
			assertThat(page.value(BUSY)).isGreaterThanOrEqualTo(CLIENTS);
			assertThat(page.value("web_server_connections")).isGreaterThanOrEqualTo(CLIENTS);
		}
		finally {
			gate.open.countDown();
			clients.shutdown();
		}
		Waiting.until(() -> app.scrape().value(BUSY) < CLIENTS);
	}

	@Test
	void allFamiliesAreThereWithoutMBeans() throws IOException {
		Page page = app.scrape();
		assertThat(page.samples()).containsKeys(IDLE, "web_server_threads_max", "web_server_connections",
				"web_server_queued");
		assertThat(page.value("web_server_threads_max")).isBetween(10.0, 23.0);
		Waiting.until(() -> app.scrape().value("web_server_queued") == 0);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aServerOfVirtualThreadsHasConnectionsAlone() throws IOException {
		try (WebApp virtual = WebApp.start(Application.class, "spring.threads.virtual.enabled=true",
				"fennel.process.virtual-threads=false")) {
			assertThat(virtual.scrape().value("web_server_connections")).isPositive();
		}
	}

	@Test
	void switchedOffNothingIsThere() throws IOException {
		try (WebApp without = WebApp.start(Application.class, "fennel.process.web-server=false")) {
			assertThat(without.scrape().text()).doesNotContain("web_server_");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Gate.class)
	static class Application {

	}

	@RestController
	static class Gate {

		private final CountDownLatch reached = new CountDownLatch(CLIENTS);

		private final CountDownLatch open = new CountDownLatch(1);

		@GetMapping("/gate")
		String pass() throws InterruptedException {
			this.reached.countDown();
			return this.open.await(1, TimeUnit.MINUTES) ? "passed" : "shut";
		}

	}

}
