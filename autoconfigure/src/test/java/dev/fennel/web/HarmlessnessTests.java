package dev.fennel.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever fails while a request is measured, the request goes on.
 */
class HarmlessnessTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final RequestMetrics metrics = new RequestMetrics(MetricFactory.with(this.registry).build(),
			RequestMetricsOptions.defaults());

	private final HandlerMetricsInterceptor interceptor = new HandlerMetricsInterceptor();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final List<String> served = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(strings = { "servletPath", "method", "scheme", "header", "length" })
	void aRequestThatCannotBeReadIsServedAndNotMeasured(String broken) throws Exception {
		run(new Broken(broken), (request, response) -> this.served.add("yes"));
		assertThat(this.served).containsExactly("yes");
		Page page = Scrapes.of(this.registry);
		assertThat(page.value("fennel_errors_total{feature=\"web\"}")).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_request_duration_seconds_count"))).isZero();
		assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_in_progress"))).isZero();
	}

	@Test
	void aBodyThatCannotBeWrappedIsServed() throws Exception {
		run(new Broken("encoding"), (request, response) -> this.served.add(request.getProtocol()));
		assertThat(this.served).hasSize(1);
		Page page = Scrapes.of(this.registry);
		assertThat(page.value("fennel_errors_total{feature=\"web\"}")).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_request_duration_seconds_count"))).isEqualTo(1);
	}

	@Test
	void aHandlerThatCannotBeReadHandlesTheRequest() throws Exception {
		Broken broken = new Broken("pattern");
		ModelAndView view = new ModelAndView() {

			@Override
			public String getViewName() {
				throw new IllegalStateException("no");
			}

		};
		run(broken, (request, response) -> {
			assertThat(this.interceptor.preHandle(broken, this.response, this)).isTrue();
			this.interceptor.postHandle(broken, this.response, this, view);
			this.served.add("yes");
		});
		assertThat(this.served).containsExactly("yes");
		assertThat(Scrapes.of(this.registry).value("fennel_errors_total{feature=\"web\"}")).isEqualTo(3);
	}

	@Test
	void aCharsetThatOnlyDecodesIsRead() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/x");
		request.setCharacterEncoding("x-JISAutoDetect");
		request.setContent(new byte[] { 'a', 'b' });
		HandlerRecord record = new HandlerRecord(false, -1, null);
		assertThat(CountingRequest.wrap(request, record).getReader().readLine()).isEqualTo("ab");
		assertThat(record.requestBodySize()).isEqualTo(2);
	}

	private void run(Broken request, FilterChain servlet) throws ServletException, IOException {
		new OuterMetricsFilter(this.metrics, List.of("/none/**")).doFilter(request, this.response,
				(outer, response) -> new InnerMetricsFilter(this.metrics).doFilter(outer, response, servlet));
	}

	/** A request one of whose properties cannot be read. */
	private static final class Broken extends MockHttpServletRequest {

		private final String property;

		private Broken(String property) {
			super("GET", "/x");
			this.property = property;
		}

		@Override
		public String getServletPath() {
			return check("servletPath", super.getServletPath());
		}

		@Override
		public String getMethod() {
			return check("method", super.getMethod());
		}

		@Override
		public String getScheme() {
			return check("scheme", super.getScheme());
		}

		@Override
		public String getHeader(String name) {
			return check(name.equals("Transfer-Encoding") ? "encoding" : "header", super.getHeader(name));
		}

		@Override
		public long getContentLengthLong() {
			return check("length", -1L);
		}

		@Override
		public Object getAttribute(String name) {
			return check(name.equals(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) ? "pattern" : "",
					super.getAttribute(name));
		}

		private <T> T check(String name, T value) {
			if (name.equals(this.property)) {
				throw new IllegalStateException("no");
			}
			return value;
		}

	}

}
