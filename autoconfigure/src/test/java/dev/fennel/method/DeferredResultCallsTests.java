package dev.fennel.method;

import java.io.IOException;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deferred results of controllers, over real HTTP.
 */
@Tag("server")
class DeferredResultCallsTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(Controllers.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@CsvSource({ "value, 200, success, none", "atOnce, 200, success, none",
			"failed, 418, failure, IllegalStateException", "timeout, 503, failure, AsyncRequestTimeoutException",
			"ownTimeout, 200, success, none", "thrown, 418, failure, IllegalStateException" })
	void endWhenSpringMvcSaysSo(String method, int status, String result, String exception)
			throws IOException, InterruptedException {
		Page before = app.scrape();
		assertThat(app.get("/" + method).statusCode()).isEqualTo(status);
		String call = "method_calls_total{class=\"%s\",exception=\"%s\",method=\"%s\",result=\"%s\"}"
			.formatted(Deferring.class.getName(), exception, method, result);
		Page after = awaitChange(before, call);
		assertThat(after.value(call) - before.value(call)).isEqualTo(1);
		assertThat(
				after.sum((sample) -> sample.startsWith("method_calls_total") && sample.contains("\"" + method + "\"")))
			.isEqualTo(1);
		assertThat(after.sum((sample) -> sample.startsWith("method_in_progress"))).isZero();
	}

	private static Page awaitChange(Page before, String sample) throws IOException, InterruptedException {
		long end = System.nanoTime() + 5_000_000_000L;
		Page page = app.scrape();
		while (page.value(sample) == before.value(sample) && System.nanoTime() < end) {
			Thread.sleep(20);
			page = app.scrape();
		}
		return page;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Deferring.class)
	static class Controllers {

	}

	@RestController
	@Metered
	static class Deferring {

		@GetMapping("/value")
		public DeferredResult<String> value() {
			DeferredResult<String> result = new DeferredResult<>();
			later(() -> result.setResult("done"));
			return result;
		}

		@GetMapping("/atOnce")
		public Object atOnce() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setResult("done");
			return result;
		}

		@GetMapping("/failed")
		public DeferredResult<String> failed() {
			DeferredResult<String> result = new DeferredResult<>();
			later(() -> result.setErrorResult(new IllegalStateException()));
			return result;
		}

		@GetMapping("/timeout")
		public DeferredResult<String> timeout() {
			return new DeferredResult<>(100L);
		}

		@GetMapping("/ownTimeout")
		public DeferredResult<String> ownTimeout() {
			return new DeferredResult<>(100L, "too late");
		}

		@GetMapping("/thrown")
		public DeferredResult<String> thrown() {
			throw new IllegalStateException();
		}

		@ExceptionHandler(IllegalStateException.class)
		ResponseEntity<String> teapot() {
			return ResponseEntity.status(418).build();
		}

		private static void later(Runnable end) {
			new Thread(end).start();
		}

	}

}
