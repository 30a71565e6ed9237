package dev.fennel.autoconfigure.logging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.WebApp;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * One line and one number are joined by the MDC.
 */
class RequestMdcTests {

	private static final String ROUTE = "request.route";

	private static final String DURATION = "request.duration";

	private static WebApp app;

	private static Seen seen;

	@BeforeAll
	static void start() {
		app = WebApp.start(Application.class, "fennel.web.order=-1000", "logging.level.dev.fennel.requests=debug");
		seen = app.context().getBean(Seen.class);
		Lines.listen();
	}

	@AfterAll
	static void stop() {
		Lines.stop();
		app.close();
	}

	@BeforeEach
	void forget() {
		seen.handlers.clear();
		seen.within.clear();
		seen.around.clear();
		Lines.clear();
	}

	@Test
	void linesOfTheHandlerHaveItsRouteAndThoseAtTheEndItsDuration() throws IOException {
		app.get("/orders/7");
		assertCleared(1);
		assertThat(seen.handlers).containsExactly(Map.of(ROUTE, "/orders/{id}"));
		assertThat(seen.within).singleElement().satisfies((mdc) -> {
			assertThat(mdc).containsEntry(ROUTE, "/orders/{id}").containsOnlyKeys(ROUTE, DURATION);
			assertThat(mdc.get(DURATION)).matches("\\d\\.\\d{9}");
		});
	}

	@Test
	void theDurationIsTheNumberOfTheHistogram() throws IOException {
		String sum = "http_server_request_duration_seconds_sum{method=\"GET\",route=\"/once\",status=\"200\"}";
		app.get("/once");
		assertCleared(1);
		Page page = Scrapes.of(app.context().getBean(GuardedRegistry.class));
		assertThat(page.value(sum)).isCloseTo(Double.parseDouble(seen.within.get(0).get(DURATION)), within(1e-9));
	}

	@Test
	void aHandlerThatFailsLeavesNothingBehind() throws IOException {
		assertThat(app.get("/failing").statusCode()).isEqualTo(500);
		assertCleared(1);
		Waiting.until(() -> Lines.count() == 1);
		assertThat(seen.within).singleElement()
			.satisfies((mdc) -> assertThat(mdc).containsEntry(ROUTE, "/failing").containsKey(DURATION));
	}

	@Test
	void aRequestThatGoesOnInAnotherThreadHasItsRouteThereAndNothingStays() throws IOException {
		for (String path : List.of("/callable", "/deferred")) {
			forget();
			assertThat(app.get(path).body()).isEqualTo("done");
			assertCleared(2);
			Waiting.until(() -> Lines.count() == 1);
			assertThat(seen.within).hasSize(2);
			assertThat(seen.within.get(0)).containsOnly(Map.entry(ROUTE, path));
			assertThat(seen.within.get(1)).containsEntry(ROUTE, path).containsKey(DURATION);
		}
	}

	@Test
	void aRequestWithoutAHandlerHasNoRoute() throws IOException {
		assertThat(app.get("/nowhere").statusCode()).isEqualTo(404);
		assertCleared(1);
		Waiting.until(() -> Lines.count() == 1);
		assertThat(seen.handlers).isEmpty();
	}

	@Test
	void eachCompletedRequestIsALineWhereThatIsAskedFor() throws IOException {
		app.get("/orders/7");
		app.get("/deferred");
		app.get("/failing");
		assertCleared(4);
		Waiting.until(() -> Lines.count() >= 3);
		Lines.assertComplete(3);
	}

	@Test
	void switchedOffThereIsNothing() throws IOException {
		try (WebApp without = WebApp.start(Application.class, "fennel.logging.mdc=false")) {
			without.get("/orders/7");
			assertThat(without.context().getBean(Seen.class).handlers).containsExactly(Map.of());
		}
	}

	/** Of all dispatches, the last of which may end after the client has its answer. */
	private static void assertCleared(int dispatches) {
		Waiting.until(() -> seen.around.size() >= dispatches);
		assertThat(seen.around).hasSize(dispatches).allSatisfy((mdc) -> assertThat(mdc).isEmpty());
	}

	private static Map<String, String> mdc() {
		Map<String, String> copy = MDC.getCopyOfContextMap();
		return (copy != null) ? Map.copyOf(copy) : Map.of();
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Seen.class, Controller.class })
	static class Application {

		@Bean
		FilterRegistrationBean<Watching> within(Seen seen) {
			return watching(seen.within, 0);
		}

		@Bean
		FilterRegistrationBean<Watching> around(Seen seen) {
			return watching(seen.around, Ordered.HIGHEST_PRECEDENCE);
		}

		private static FilterRegistrationBean<Watching> watching(List<Map<String, String>> seen, int order) {
			FilterRegistrationBean<Watching> registration = new FilterRegistrationBean<>(new Watching(seen));
			registration.setName("watching" + order);
			registration.setOrder(order);
			return registration;
		}

	}

	/** Apart, since the test is looked at where there is no Logback. */
	static final class Lines {

		private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.fennel.requests");

		private static final ListAppender<ILoggingEvent> APPENDER = new ListAppender<>();

		static void listen() {
			APPENDER.list = new CopyOnWriteArrayList<>();
			APPENDER.start();
			LOGGER.addAppender(APPENDER);
		}

		static void clear() {
			APPENDER.list.clear();
		}

		static int count() {
			return APPENDER.list.size();
		}

		static void assertComplete(int count) {
			assertThat(APPENDER.list).hasSize(count).allSatisfy((line) -> {
				assertThat(line.getMessage()).isEqualTo("Request complete");
				assertThat(line.getMDCPropertyMap()).containsKeys(ROUTE, DURATION);
				assertThat(line.getKeyValuePairs()).extracting((pair) -> pair.key)
					.containsExactly("request.method", "request.status");
			});
		}

		static void stop() {
			LOGGER.detachAppender(APPENDER);
		}

	}

	/** What the MDC held, in the order in which it was looked at. */
	static class Seen {

		private final List<Map<String, String>> handlers = new CopyOnWriteArrayList<>();

		private final List<Map<String, String>> within = new CopyOnWriteArrayList<>();

		private final List<Map<String, String>> around = new CopyOnWriteArrayList<>();

	}

	/** Looks at the MDC when the rest of the chain is done, in each dispatch. */
	static final class Watching extends OncePerRequestFilter {

		private final List<Map<String, String>> seen;

		Watching(List<Map<String, String>> seen) {
			this.seen = seen;
		}

		@Override
		protected boolean shouldNotFilterAsyncDispatch() {
			return false;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			try {
				chain.doFilter(request, response);
			}
			finally {
				this.seen.add(mdc());
			}
		}

	}

	@RestController
	static class Controller {

		private final Seen seen;

		Controller(Seen seen) {
			this.seen = seen;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			this.seen.handlers.add(mdc());
			return id;
		}

		@GetMapping("/once")
		String once() {
			return "once";
		}

		@GetMapping("/failing")
		String failing() {
			throw new IllegalStateException("failing");
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> "done";
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>(Duration.ofMinutes(1).toMillis());
			ForkJoinPool.commonPool().execute(() -> result.setResult("done"));
			return result;
		}

	}

}
