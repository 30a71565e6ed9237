package dev.fennel.beside;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An app without Actuator whose aspects are on all of its own packages, or on everything
 * that can be proxied without the starter, starts and serves the page.
 */
class AspectsWithoutActuatorTests {

	@ParameterizedTest
	@ValueSource(classes = { WithinTheApp.class, WithinEverything.class })
	void theAppStartsAndServesThePage(Class<?> aspect) throws IOException {
		String excluded = "spring.autoconfigure.exclude=" + actuators();
		try (RunningApp app = RunningApp.start(aspect, excluded, "fennel.enabled=false")) {
			assertThat(app.get("/teas/green").body()).isEqualTo("green");
		}
		try (RunningApp app = RunningApp.start(aspect, excluded)) {
			assertThat(app.context().getBeanDefinitionNames())
				.noneMatch((name) -> name.contains("actuator") || name.contains("meterRegistry"));
			assertThat(app.get("/teas/green").body()).isEqualTo("green");
			assertThat(app.page("/metrics").samples()).containsEntry(
					"http_server_request_duration_seconds_count{method=\"GET\",route=\"/teas/{kind}\",status=\"200\"}",
					1.0);
			assertThat(app.page("/metrics/fennel").families()).contains("http_server_request_duration_seconds",
					"fennel_errors_total");
			assertThat(app.bean(Calls.class).number()).isPositive();
		}
	}

	private static String actuators() {
		return ImportCandidates.load(AutoConfiguration.class, AspectsWithoutActuatorTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.contains("actuate") || name.contains("micrometer") || name.contains("Observation"))
			.collect(Collectors.joining(","));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Teas.class, Calls.class })
	static class TeaShop {

	}

	@RestController
	static class Teas {

		@GetMapping("/teas/{kind}")
		String tea(@PathVariable String kind) {
			return kind;
		}

	}

	/** Is no aspect's target, so that it can be asked. */
	static final class Calls implements AopInfrastructureBean {

		private final AtomicInteger number = new AtomicInteger();

		int number() {
			return this.number.get();
		}

		void add() {
			this.number.incrementAndGet();
		}

	}

	@Aspect
	@Configuration(proxyBeanMethods = false)
	@Import(TeaShop.class)
	static class WithinTheApp {

		private final Calls calls;

		WithinTheApp(Calls calls) {
			this.calls = calls;
		}

		@Before("execution(* *(..)) && within(dev.fennel.beside..*)")
		void count() {
			this.calls.add();
		}

	}

	@Aspect
	@Configuration(proxyBeanMethods = false)
	@Import(TeaShop.class)
	static class WithinEverything {

		private final Calls calls;

		WithinEverything(Calls calls) {
			this.calls = calls;
		}

		@Before("within(*..*) && !within(org.springframework..*)")
		void count() {
			this.calls.add();
		}

	}

}
