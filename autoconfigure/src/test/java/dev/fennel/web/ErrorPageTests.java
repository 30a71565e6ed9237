package dev.fennel.web;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer of an error page is the answer of the request, whatever it is.
 */
@Tag("server")
class ErrorPageTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(ErrorPageApplication.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	static Stream<Ending> endings() {
		return Stream
			.of(with("X-Answer", all()), with("X-Fail", all()), with("X-Send-Error", all()), with("X-Throw", refused()),
					with("X-Start-Async", refused()))
			.flatMap((some) -> some);
	}

	private static Stream<Ending> refused() {
		return Stream.of(new Ending("/nowhere").route("unmatched"), new Ending("/error-sent").route("/error-sent"),
				new Ending("/plain/7").header("X-Refuse-By-Error").early(),
				new Ending("/plain/7").method("DELETE").route("unmatched"),
				new Ending("/sent-later").route("/sent-later"));
	}

	private static Stream<Ending> failed() {
		return Stream.of(new Ending("/unhandled").route("/unhandled").exception("IllegalStateException"),
				new Ending("/callable-failing").route("/callable-failing").exception("IllegalStateException"),
				new Ending("/deferred-timeout").route("/deferred-timeout").exception("AsyncRequestTimeoutException"),
				new Ending("/sent-when-dispatched").route("/sent-when-dispatched"),
				new Ending("/never-completed").route("/never-completed"));
	}

	private static Stream<Ending> all() {
		return Stream.concat(refused(), failed());
	}

	private static Stream<Ending> with(String page, Stream<Ending> endings) {
		return endings.map((ending) -> ending.header(page));
	}

	@ParameterizedTest
	@MethodSource("endings")
	void movesEachFamilyOnceWithTheStatusOfTheErrorPage(Ending ending) throws IOException {
		ending.verify(app);
	}

	@Test
	void anErrorPageThatAnswersIsWhatTheClientGot() throws IOException {
		assertThat(app.send(app.request("/nowhere").header("X-Answer", "1")).statusCode()).isEqualTo(200);
		assertThat(app.send(app.request("/nowhere").header("X-Fail", "1")).statusCode()).isEqualTo(500);
	}

	@Test
	void theTimeOfTheErrorPageIsThatOfTheRequestAndNotOfItsHandler() throws IOException {
		Page before = app.scrapeWhenIdle();
		app.send(app.request("/error-sent").header("X-Take-Time", "1"));
		Page after = app.scrapeWhenIdle();
		assertThat(
				difference(before, after, "http_server_request_duration_including_filters_seconds_sum{method=\"GET\"}"))
			.isGreaterThan(0.1);
		assertThat(difference(before, after,
				"http_server_request_duration_seconds_sum{method=\"GET\",route=\"/error-sent\",status=\"418\"}"))
			.isBetween(0.0, 0.1);
	}

	private static double difference(Page before, Page after, String sample) {
		return after.value(sample) - before.value(sample);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(EndingsApplication.class)
	static class ErrorPageApplication {

		/** Before Boot's own, whose type is not the same in all versions. */
		@Bean
		SimpleUrlHandlerMapping errorPages() {
			return new SimpleUrlHandlerMapping(Map.of("/error", (HttpRequestHandler) ErrorPageApplication::answer),
					-10);
		}

		@Bean("/sent-later")
		HttpRequestHandler sentLater() {
			return (request, response) -> {
				AsyncContext async = request.startAsync(request, response);
				async.start(() -> {
					take(20);
					send((HttpServletResponse) async.getResponse());
					async.complete();
				});
			};
		}

		@Bean("/sent-when-dispatched")
		HttpRequestHandler sentWhenDispatched() {
			return (request, response) -> {
				if (request.getDispatcherType() == DispatcherType.ASYNC) {
					response.sendError(418);
					return;
				}
				AsyncContext async = request.startAsync(request, response);
				async.start(() -> {
					take(20);
					async.dispatch();
				});
			};
		}

		@Bean("/never-completed")
		HttpRequestHandler neverCompleted() {
			return (request, response) -> request.startAsync(request, response).setTimeout(100);
		}

		private static void send(HttpServletResponse response) {
			try {
				response.sendError(418);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void answer(HttpServletRequest request, HttpServletResponse response)
				throws IOException, ServletException {
			if (request.getHeader("X-Answer") != null) {
				response.setStatus(200);
				response.getWriter().write("start page");
			}
			else if (request.getHeader("X-Fail") != null) {
				response.setStatus(500);
			}
			else if (request.getHeader("X-Throw") != null) {
				throw new ServletException("error page");
			}
			else if (request.getHeader("X-Send-Error") != null) {
				response.sendError(503);
			}
			else if (request.getHeader("X-Start-Async") != null) {
				answerLater(request, response);
			}
			else if (request.getHeader("X-Take-Time") != null) {
				take(110);
			}
		}

		private static void answerLater(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync(request, response);
			async.start(() -> {
				take(20);
				((HttpServletResponse) async.getResponse()).setStatus(202);
				async.complete();
			});
		}

		private static void take(long millis) {
			try {
				TimeUnit.MILLISECONDS.sleep(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
