package dev.fennel.autoconfigure.web;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import dev.fennel.web.InnerMetricsFilter;
import dev.fennel.web.OuterMetricsFilter;
import dev.fennel.web.RequestLabels;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WebMetricsAutoConfigurationTests {

	@Test
	void aPlainFilterBeanIsBetweenTheTwo() throws IOException {
		try (WebApp app = WebApp.start(Shop.class)) {
			app.get("/books");
			List<String> stack = app.context().getBean(PlainFilter.class).stack;
			assertThat(stack).contains(OuterMetricsFilter.class.getName())
				.doesNotContain(InnerMetricsFilter.class.getName());
			assertThat(app.context().getBean(Books.class).stack).contains(OuterMetricsFilter.class.getName(),
					InnerMetricsFilter.class.getName());
		}
	}

	@Test
	void switchedOffMeasuresNothingAndAddsNoFilter() throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "fennel.web.enabled=false")) {
			app.get("/books");
			assertThat(app.scrape().text()).doesNotContain("http_server").contains("fennel_errors_total");
			assertThat(app.context().getBean(Books.class).stack)
				.noneMatch((frame) -> frame.startsWith("dev.fennel.web"));
		}
	}

	@Test
	void switchedOffAltogetherLeavesNothing() throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "fennel.enabled=false")) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
			assertThat(app.context().getBeanDefinitionNames()).noneMatch((name) -> name.contains("fennel"));
		}
	}

	@Test
	void optionsAreBound() throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "fennel.web.group-statuses=true", "fennel.labels=otel",
				"fennel.web.buckets=0.1,1", "fennel.web.size-buckets=10", "fennel.namespace=shop",
				"fennel.common-labels.region=eu")) {
			app.get("/books");
			Page page = app.scrape();
			assertThat(page.samples()).containsEntry("shop_http_server_request_duration_seconds_count{"
					+ "http_request_method=\"GET\",http_response_status_code=\"2xx\",http_route=\"/books\",region=\"eu\"}",
					1.0);
			assertThat(page.samples().keySet().stream().filter((sample) -> sample.contains("body_bytes_bucket")))
				.hasSize(4);
			assertThat(page.samples()).containsKey(
					"shop_http_server_requests_total{http_request_method=\"GET\",region=\"eu\",url_scheme=\"http\"}");
		}
	}

	@Test
	void routesBeyondTheBudgetAreFoldedAndMethodsAndStatusesKept(CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "fennel.max-series=1")) {
			app.get("/books");
			app.get("/nowhere");
			app.get("/nowhere/else");
			app.send(app.request("/books").method("HEAD", HttpRequest.BodyPublishers.noBody()));
			app.get("/books");
			String durations = "http_server_request_duration_seconds_count";
			Page page = app.scrapeWhenIdle();
			assertThat(page.samples())
				.containsEntry(durations + "{method=\"GET\",route=\"/books\",status=\"200\"}", 2.0)
				.containsEntry(durations + "{method=\"GET\",route=\"__other__\",status=\"404\"}", 2.0)
				.containsEntry(durations + "{method=\"HEAD\",route=\"__other__\",status=\"200\"}", 1.0)
				.containsEntry("http_server_responses_before_filters_total{method=\"GET\",status=\"404\"}", 2.0);
			assertThat(page.sum((sample) -> sample.startsWith(durations))).isEqualTo(5);
			assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_in_progress"))).isZero();
			assertThat(output.getAll()).containsOnlyOnce("'http_server_request_duration_seconds' holds 1 label sets");
		}
	}

	@Test
	void excludedPathsReplaceTheDefaults() throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "fennel.web.exclude-paths=/internal/**,/books")) {
			for (String path : List.of("/internal", "/internal/x", "/books", "/internals", "/health")) {
				app.get(path);
			}
			assertThat(app.scrape().value("http_server_requests_before_filters_total{method=\"GET\"}")).isEqualTo(3);
		}
	}

	@Test
	void excludedPathsAreWithinTheApplication() throws IOException {
		try (WebApp app = WebApp.start(Shop.class, "server.servlet.context-path=/shop",
				"spring.mvc.servlet.path=/api")) {
			assertThat(app.get("/shop/api/books").statusCode()).isEqualTo(200);
			app.get("/shop/api/metrics");
			Page page = Page.of(app.get("/shop/api/metrics").body());
			assertThat(page.value("http_server_requests_before_filters_total{method=\"GET\"}")).isEqualTo(1);
			assertThat(page
				.value("http_server_request_duration_seconds_count{method=\"GET\",route=\"/books\",status=\"200\"}"))
				.isEqualTo(1);
		}
	}

	@Test
	void labelsOfTheApplicationAreOnTheDurations(CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(LabelledShop.class)) {
			app.send(app.request("/books").header("X-Tenant", "acme"));
			app.get("/books");
			app.get("/books?fail=1");
			Page page = app.scrapeWhenIdle();
			String route = "http_server_request_duration_seconds_count{method=\"GET\",route=\"/books\",status=\"200\",";
			assertThat(page.samples()).containsEntry(route + "tenant=\"acme\"}", 1.0)
				.containsEntry(route + "tenant=\"\"}", 1.0)
				.containsEntry(route + "tenant=\"error\"}", 1.0)
				.containsEntry(
						"http_server_request_duration_including_filters_seconds_count{method=\"GET\",tenant=\"acme\"}",
						1.0)
				.containsEntry("fennel_errors_total{feature=\"web\"}", 1.0);
			assertThat(output.getAll()).containsOnlyOnce("get the value of the label 'tenant'");
		}
	}

	@Test
	void anExceptionIsCountedBeforeAnythingThatAnswersIt() throws IOException {
		try (WebApp app = WebApp.start(AnsweringShop.class)) {
			assertThat(app.get("/sold-out").statusCode()).isEqualTo(410);
			assertThat(app.scrapeWhenIdle()
				.value("http_server_exceptions_total{exception=\"IllegalStateException\",route=\"/sold-out\"}"))
				.isEqualTo(1);
		}
	}

	private static List<String> currentStack() {
		return StackWalker.getInstance().walk((frames) -> frames.map(StackWalker.StackFrame::getClassName).toList());
	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		Books books() {
			return new Books();
		}

		@Bean
		PlainFilter plainFilter() {
			return new PlainFilter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LabelledShop extends Shop {

		@Bean
		RequestLabels tenant() {
			return new RequestLabels() {

				@Override
				public List<String> names() {
					return List.of("tenant");
				}

				@Override
				public @Nullable String value(String name, HttpServletRequest request, HttpServletResponse response,
						@Nullable Throwable error) {
					if (request.getParameter("fail") != null) {
						throw new IllegalStateException("no");
					}
					return request.getHeader("X-Tenant");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnsweringShop extends Shop {

		@Bean
		FirstAnswer answer() {
			return new FirstAnswer();
		}

	}

	static class FirstAnswer implements HandlerExceptionResolver, Ordered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
				@Nullable Object handler, Exception exception) {
			response.setStatus(410);
			return new ModelAndView();
		}

	}

	@RestController
	static class Books {

		private List<String> stack = new ArrayList<>();

		@GetMapping("/books")
		String list() {
			this.stack = currentStack();
			return "books";
		}

		@GetMapping("/sold-out")
		String soldOut() {
			throw new IllegalStateException("no");
		}

	}

	static class PlainFilter implements Filter {

		private List<String> stack = new ArrayList<>();

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			this.stack = currentStack();
			chain.doFilter(request, response);
		}

	}

}
