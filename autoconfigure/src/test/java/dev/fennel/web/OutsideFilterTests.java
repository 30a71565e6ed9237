package dev.fennel.web;

import java.io.IOException;
import java.util.stream.Stream;

import dev.fennel.testing.WebApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * What a filter outside of Fennel's does to a response is what the client got.
 */
@Tag("server")
class OutsideFilterTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(OutsideFilterApplication.class, "fennel.web.order=" + (Ordered.HIGHEST_PRECEDENCE + 10));
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	static Stream<Ending> endings() {
		return Stream.of(new Ending("/plain/7").status(200).route("/plain/{id}").body(5),
				failing("/unhandled").header("X-Set-Status").status(403),
				failing("/unhandled").header("X-Write").status(403),
				failing("/unhandled").header("X-Send-Error").status(403), failing("/unhandled").status(500),
				failing("/unhandled").header("X-Swallow").status(200),
				failing("/unhandled").header("X-Write-Little").status(200),
				failing("/callable-failing").header("X-Swallow").status(200),
				failing("/callable-failing").header("X-Set-Status").status(403),
				failing("/callable-failing").header("X-Send-Error").status(403));
	}

	private static Ending failing(String path) {
		return new Ending(path).route(path).exception("IllegalStateException");
	}

	@ParameterizedTest
	@MethodSource("endings")
	void movesEachFamilyOnce(Ending ending) throws IOException {
		ending.verify(app);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(EndingsApplication.class)
	static class OutsideFilterApplication {

		@Bean
		FilterRegistrationBean<OutsideFilter> outsideFilter() {
			FilterRegistrationBean<OutsideFilter> registration = new FilterRegistrationBean<>(new OutsideFilter());
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
			return registration;
		}

	}

	@SuppressWarnings("serial")
	static final class OutsideFilter extends HttpFilter {

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			try {
				chain.doFilter(request, response);
			}
			catch (ServletException ex) {
				answer(request, response, ex);
			}
		}

		private static void answer(HttpServletRequest request, HttpServletResponse response, ServletException ex)
				throws IOException, ServletException {
			if (request.getHeader("X-Set-Status") != null) {
				response.setStatus(403);
			}
			else if (request.getHeader("X-Write") != null) {
				response.setStatus(403);
				response.getWriter().write("forbidden");
				response.flushBuffer();
			}
			else if (request.getHeader("X-Send-Error") != null) {
				response.sendError(403);
			}
			else if (request.getHeader("X-Write-Little") != null) {
				response.getWriter().write("sorry");
			}
			else if (request.getHeader("X-Swallow") == null) {
				throw ex;
			}
		}

	}

}
