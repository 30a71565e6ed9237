package dev.fennel.beside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.fennel.annotation.Counted;
import dev.fennel.discovery.Registrations;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.push.MetricsPusher;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AspectOnEverythingTests {

	private static final String NOT_ELIGIBLE = "is not eligible for getting processed by all BeanPostProcessors";

	@Test
	void theAppStartsAndServesThePageAndNoBeanIsMadeTooEarly(CapturedOutput output, @TempDir Path folder)
			throws IOException {
		Set<String> before;
		try (RunningApp app = start("fennel.enabled=false")) {
			before = notEligible(output.getAll());
			assertThat(app.get("/orders/1").body()).isEqualTo("1");
		}
		int end = output.getAll().length();
		try (RunningApp app = start("fennel.exporter.enabled=true", "fennel.exporter.port=0",
				"fennel.discovery.enabled=true", "fennel.discovery.file.path=" + folder, "fennel.textfile.enabled=true",
				"fennel.textfile.path=" + folder.resolve("shop.prom"), "fennel.push.enabled=true",
				"fennel.push.address=http://127.0.0.1:1", "fennel.push.on-shutdown=none")) {
			assertThat(app.get("/orders/1").body()).isEqualTo("1");
			assertThat(app.page("/metrics").families()).contains("http_server_request_duration_seconds",
					"http_server_requests_seconds");
			app.bean(Till.class).ring();
			assertThat(app.page("/metrics").samples())
				.containsEntry("method_calls_total{class=\"%s\",exception=\"none\",method=\"ring\",result=\"success\"}"
					.formatted(Till.class.getName()), 1.0);
			LocalCaches.use(app.context().getBeansOfType(CacheManager.class).values());
			assertThat(app.page("/metrics/fennel").samples())
				.containsEntry("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"own\"}", 1.0);
			assertThat(app.bean(Everything.class).calls()).isPositive();
			assertThat(output).contains(Everything.class.getName()
					+ ": the bean 'everything' is an aspect or another part of Spring AOP, which has no proxy");
			assertThat(app.bean(MetricsServer.class).isRunning()).isTrue();
			assertThat(app.bean(Registrations.class).isRunning()).isTrue();
			assertThat(app.bean(MetricsPusher.class).isRunning()).isTrue();
			assertThat(notEligible(output.getAll().substring(end))).isEqualTo(before);
		}
	}

	private static RunningApp start(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "logging.level.org.springframework.context.support=INFO";
		return RunningApp.start(Observed.class, all);
	}

	private static Set<String> notEligible(String output) {
		return output.lines()
			.filter((line) -> line.contains(NOT_ELIGIBLE))
			.map((line) -> line.substring(line.indexOf("Bean '")))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Shop.class, LocalCaches.class })
	static class Observed {

		@Bean
		static Everything everything() {
			return new Everything();
		}

		@Bean
		Till till() {
			return new Till();
		}

	}

	/** Is measured in the proxy that the aspect has too. */
	static class Till {

		@Counted
		void ring() {
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

		/** Is annotated to no effect, which is said. */
		@Counted
		int calls() {
			return this.calls.get();
		}

	}

}
