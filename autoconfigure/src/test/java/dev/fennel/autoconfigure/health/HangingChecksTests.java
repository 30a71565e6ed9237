package dev.fennel.autoconfigure.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.PageRequest;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.health.ReadinessCheck;
import dev.fennel.health.ReadyPage;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Test;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What hangs, and who asks meanwhile.
 */
class HangingChecksTests {

	private static final int CALLERS = 200;

	private static final int THREADS = 3;

	private static final int ATTEMPTS = 10;

	private static final Duration PROMISED = Duration.ofMillis(1200);

	private static final String[] OWN_PORT = { "fennel.exporter.enabled=true", "fennel.exporter.port=0",
			"fennel.exporter.address=127.0.0.1" };

	/**
	 * The time is that of the page, without the client's on a machine that may be busy.
	 */
	@Test
	void whileOneHangsEachOfManyCallersIsAnsweredInTime() {
		try (WebApp app = WebApp.start(Hanging.class, "fennel.health.refresh=0", "fennel.health.cache=0")) {
			Hanging hanging = app.context().getBean(Hanging.class);
			ReadyPage page = app.context().getBean(ReadyPage.class);
			PageRequest request = new PageRequest("GET", "/ready", Map.of(), Map.of());
			Duration slowest = PROMISED.plusMillis(1);
			for (int i = 0; i < ATTEMPTS && slowest.compareTo(PROMISED) > 0; i++) {
				hanging.hangAnew();
				slowest = all(() -> {
					long start = System.nanoTime();
					assertThat(page.get(request).status()).isEqualTo(503);
					return Duration.ofNanos(System.nanoTime() - start);
				}).stream().max(Duration::compareTo).orElseThrow();
			}
			assertThat(slowest).isBetween(Duration.ofMillis(900), PROMISED);
			hanging.release.countDown();
		}
	}

	@Test
	void howeverManyAskOnlySoManyThreadsAreBusy() {
		try (WebApp app = WebApp.start(Hanging.class, "fennel.health.threads=" + THREADS, "fennel.health.refresh=0",
				"fennel.health.cache=0")) {
			Hanging hanging = app.context().getBean(Hanging.class);
			hanging.hangAnew();
			for (int i = 0; i < 3; i++) {
				assertThat(all(() -> app.get("/ready").statusCode())).containsOnly(503);
			}
			assertThat(hanging.hung).hasValue(1);
			assertThat(hanging.atOnce).hasValueLessThanOrEqualTo(THREADS);
			hanging.release.countDown();
			Waiting.until(() -> app.get("/ready").statusCode() == 200);
		}
	}

	@Test
	void aPoolThatHasRunDryIsDownUntilItHasAConnectionAgain() throws Exception {
		try (WebApp app = WebApp.start(SmallPool.class, "fennel.health.cache=0", "fennel.health.timeout=250ms")) {
			HikariDataSource pool = app.context().getBean(HikariDataSource.class);
			Waiting.until(() -> app.get("/ready").statusCode() == 200);
			try (Connection taken = pool.getConnection()) {
				assertThat(taken.isClosed()).isFalse();
				assertThat(app.get("/ready").statusCode()).isEqualTo(503);
				Waiting.until(() -> Stream.of("\"db.main\":{\"status\":\"DOWN\"", "\"error\":\"TimeoutException\"")
					.allMatch(app.get("/ready").body()::contains));
			}
			Waiting.until(() -> app.get("/ready").statusCode() == 200);
		}
	}

	@Test
	void healthAnswersOnThePortOfItsOwnWhenAllThreadsOfTheApplicationAreStuck() throws Exception {
		List<String> properties = new ArrayList<>(List.of(OWN_PORT));
		properties.addAll(List.of("server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=1",
				"server.jetty.threads.max=8", "server.undertow.threads.worker=2"));
		try (WebApp app = WebApp.start(Stuck.class, properties.toArray(String[]::new))) {
			Stuck stuck = app.context().getBean(Stuck.class);
			URI url = app.request("/stuck").build().uri();
			List<CompletableFuture<Integer>> requests = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				requests.add(later(() -> HttpCalls.get(url).statusCode()));
			}
			stuck.inside.await();
			assertThat(HttpCalls.get(own(app, "/health")).body()).isEqualTo("{\"status\":\"UP\"}");
			Waiting.until(() -> HttpCalls.get(own(app, "/ready")).statusCode() == 200);
			stuck.release.countDown();
			for (CompletableFuture<Integer> request : requests) {
				assertThat(request.get()).isEqualTo(200);
			}
		}
	}

	@Test
	void atTheStopItIsNotReadyBeforeAnythingElseStops() throws Exception {
		WebApp app = WebApp.start(StopsSlowly.class, OWN_PORT);
		StopsSlowly slow = app.context().getBean(StopsSlowly.class);
		Waiting.until(() -> app.get("/ready").statusCode() == 200);
		CompletableFuture<Boolean> closing = later(() -> {
			app.close();
			return true;
		});
		slow.stopping.await();
		for (URI url : List.of(app.request("/ready").build().uri(), own(app, "/ready"))) {
			HttpResponse<String> ready = HttpCalls.get(url);
			assertThat(ready.statusCode()).isEqualTo(503);
			assertThat(ready.body()).startsWith("{\"status\":\"OUT_OF_SERVICE\"");
			assertThat(HttpCalls.get(url.resolve("/health")).statusCode()).isEqualTo(200);
		}
		slow.release.countDown();
		assertThat(closing.get()).isTrue();
	}

	@Test
	void beforeTheApplicationIsReadyItsPageIsNot() throws IOException {
		try (WebApp app = WebApp.start(AsksWhileItStarts.class, OWN_PORT)) {
			assertThat(app.context().getBean(AsksWhileItStarts.class).answers)
				.containsExactly("200 {\"status\":\"UP\"}", "503 {\"status\":\"OUT_OF_SERVICE\",\"checks\":{}}");
			Waiting.until(() -> HttpCalls.get(own(app, "/ready")).statusCode() == 200);
		}
	}

	private static URI own(WebApp app, String path) {
		return app.context().getBean(MetricsServer.class).getUrl().resolve(path);
	}

	private static <T> List<T> all(Callable<T> call) {
		List<CompletableFuture<T>> results = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			results.add(later(call));
		}
		return results.stream().map(CompletableFuture::join).toList();
	}

	private static <T> CompletableFuture<T> later(Callable<T> action) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return action.call();
			}
			catch (Exception ex) {
				throw new CompletionException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	@Configuration(proxyBeanMethods = false)
	static class Hanging {

		private volatile CountDownLatch release = new CountDownLatch(0);

		private final AtomicInteger hung = new AtomicInteger();

		private final AtomicInteger running = new AtomicInteger();

		private final AtomicInteger atOnce = new AtomicInteger();

		void hangAnew() {
			this.release.countDown();
			Waiting.until(() -> this.running.get() == 0);
			this.release = new CountDownLatch(1);
		}

		@Bean
		ReadinessCheck hanging() {
			return () -> recorded(() -> {
				this.hung.incrementAndGet();
				this.release.await();
				return true;
			});
		}

		@Bean
		ReadinessCheck first() {
			return () -> recorded(() -> true);
		}

		@Bean
		ReadinessCheck second() {
			return () -> recorded(() -> true);
		}

		@Bean
		ReadinessCheck third() {
			return () -> recorded(() -> true);
		}

		private boolean recorded(ReadinessCheck check) throws Exception {
			this.atOnce.accumulateAndGet(this.running.incrementAndGet(), Math::max);
			try {
				return check.isReady();
			}
			finally {
				this.running.decrementAndGet();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SmallPool {

		@Bean
		HikariDataSource dataSource() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:small-pool");
			pool.setMaximumPoolSize(1);
			return pool;
		}

	}

	@RestController
	static class Stuck {

		private final CountDownLatch inside = new CountDownLatch(2);

		private final CountDownLatch release = new CountDownLatch(1);

		@GetMapping("/stuck")
		String stuck() throws InterruptedException {
			this.inside.countDown();
			this.release.await();
			return "free";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StopsSlowly {

		private final CountDownLatch stopping = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@Bean
		SmartLifecycle slow() {
			return new SlowLifecycle(() -> {
			}, () -> {
				this.stopping.countDown();
				this.release.await();
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsksWhileItStarts {

		private final List<String> answers = new ArrayList<>();

		@Bean
		SmartLifecycle asking(MetricsServer server) {
			Function<String, String> answer = (path) -> {
				try {
					HttpResponse<String> response = HttpCalls.get(server.getUrl().resolve(path));
					return response.statusCode() + " " + response.body();
				}
				catch (IOException ex) {
					return ex.toString();
				}
			};
			return new SlowLifecycle(() -> {
				this.answers.add(answer.apply("/health"));
				this.answers.add(answer.apply("/ready"));
			}, () -> {
			});
		}

	}

	private interface Action {

		void run() throws InterruptedException;

	}

	/** The last to start, with others, and the first to stop. */
	private static final class SlowLifecycle implements SmartLifecycle {

		private final Action start;

		private final Action stop;

		private volatile boolean running;

		SlowLifecycle(Action start, Action stop) {
			this.start = start;
			this.stop = stop;
		}

		@Override
		public void start() {
			this.running = true;
			run(this.start);
		}

		@Override
		public void stop() {
			this.running = false;
			run(this.stop);
		}

		private static void run(Action action) {
			try {
				action.run();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return SmartLifecycle.DEFAULT_PHASE;
		}

	}

}
