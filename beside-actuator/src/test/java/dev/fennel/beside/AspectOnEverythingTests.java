package dev.fennel.beside;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AspectOnEverythingTests {

	private static final String NOT_ELIGIBLE = "is not eligible for getting processed by all BeanPostProcessors";

	@Test
	void theAppStartsAndServesThePageAndNoBeanIsMadeTooEarly(CapturedOutput output) throws IOException {
		Set<String> before;
		try (RunningApp app = start("fennel.enabled=false")) {
			before = notEligible(output.getAll());
			assertThat(app.get("/orders/1").body()).isEqualTo("1");
		}
		int end = output.getAll().length();
		try (RunningApp app = start("fennel.enabled=true")) {
			assertThat(app.get("/orders/1").body()).isEqualTo("1");
			assertThat(app.page("/metrics").families()).contains("http_server_request_duration_seconds",
					"http_server_requests_seconds");
			assertThat(app.bean(Everything.class).calls()).isPositive();
			assertThat(notEligible(output.getAll().substring(end))).isEqualTo(before);
		}
	}

	private static RunningApp start(String property) {
		return RunningApp.start(Observed.class, property, "logging.level.org.springframework.context.support=INFO");
	}

	private static Set<String> notEligible(String output) {
		return output.lines()
			.filter((line) -> line.contains(NOT_ELIGIBLE))
			.map((line) -> line.substring(line.indexOf("Bean '")))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class Observed {

		@Bean
		static Everything everything() {
			return new Everything();
		}

	}

	/**
	 * On everything but what cannot be proxied with or without the starter: parts of Boot
	 * that make aspects, and Micrometer's registries with their final methods.
	 */
	@Aspect
	static class Everything {

		private final AtomicInteger calls = new AtomicInteger();

		@Before("execution(* *(..)) && !within(org.springframework..*) && !within(io.micrometer..*)")
		void count() {
			this.calls.incrementAndGet();
		}

		int calls() {
			return this.calls.get();
		}

	}

}
