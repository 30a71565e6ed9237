package dev.fennel.autoconfigure.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import dev.fennel.testing.WebApp;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenMetrics page leads from request durations to traces.
 */
@Tag("tracing")
class ExemplarTests {

	private static final String INNER = "http_server_request_duration_seconds_bucket{method=\"GET\",route=\"%s\"";

	private static final String OUTER = "http_server_request_duration_including_filters_seconds_bucket{method=\"GET\"";

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(Application.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void aTracedRequestIsTheExemplarOfItsDuration() throws IOException {
		assertThat(app.get("/traced").body()).isEqualTo("traced");
		String ids = app.context().getBean(TracingFilter.class).ids.get();
		assertThat(page((text) -> text.contains(ids)).lines().filter((line) -> line.contains(ids)))
			.anyMatch((line) -> line.startsWith(INNER.formatted("/traced")));
		assertThat(page((text) -> true).lines())
			.anyMatch((line) -> line.startsWith(OUTER) && line.contains("# {span_id"));
	}

	@Test
	void soIsOneThatGoesOnElsewhere() throws IOException {
		assertThat(app.get("/later").body()).isEqualTo("later");
		assertThat(page((text) -> text.lines().anyMatch((line) -> isExemplar(line, "/later"))).lines())
			.anyMatch((line) -> isExemplar(line, "/later"));
	}

	@Test
	void theTextPageHasNone() throws IOException {
		app.get("/text");
		assertThat(app.scrape().text()).doesNotContain("trace_id");
	}

	@Test
	void switchedOffThereAreNone() throws IOException {
		try (WebApp without = WebApp.start(Application.class, "fennel.logging.exemplars=false")) {
			without.get("/traced");
			assertThat(openMetrics(without)).contains("route=\"/traced\"").doesNotContain("trace_id");
		}
	}

	private static boolean isExemplar(String line, String route) {
		return line.startsWith(INNER.formatted(route)) && line.contains("# {span_id=\"");
	}

	private static String page(Predicate<String> wanted) throws IOException {
		AtomicReference<String> text = new AtomicReference<>("");
		app.scrapeUntil((page) -> {
			text.set(openMetrics(app));
			return wanted.test(text.get());
		});
		return text.get();
	}

	private static String openMetrics(WebApp app) {
		try {
			HttpResponse<String> response = app
				.send(app.request("/metrics").header("Accept", "application/openmetrics-text"));
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Controller.class, TracingFilter.class })
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/traced")
		String traced() {
			return "traced";
		}

		@GetMapping("/text")
		String text() {
			return "text";
		}

		@GetMapping("/later")
		Callable<String> later() {
			return () -> "later";
		}

	}

	static class TracingFilter extends OncePerRequestFilter {

		private final Tracer tracer = SdkTracerProvider.builder().build().get("test");

		private final AtomicReference<String> ids = new AtomicReference<>("");

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			Span span = this.tracer.spanBuilder("request").startSpan();
			if (request.getRequestURI().equals("/traced")) {
				this.ids.set("{span_id=\"%s\",trace_id=\"%s\"}".formatted(span.getSpanContext().getSpanId(),
						span.getSpanContext().getTraceId()));
			}
			try (Scope scope = span.makeCurrent()) {
				assertThat(scope).isNotNull();
				chain.doFilter(request, response);
			}
			finally {
				span.end();
			}
		}

	}

}
