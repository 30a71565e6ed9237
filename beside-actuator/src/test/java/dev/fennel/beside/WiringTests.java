package dev.fennel.beside;

import java.io.IOException;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WiringTests {

	@Test
	void thePrometheusExportOfThisLineIsKnownByName() {
		assertThat(FennelConfigurations.predecessors()).hasSize(2)
			.filteredOn((name) -> ClassUtils.isPresent(name, getClass().getClassLoader()))
			.hasSize(1);
	}

	@Test
	void withoutMicrometersExportTheInjectedRegistryIsFennels() throws IOException {
		try (RunningApp app = RunningApp.start(Shop.class, "management.prometheus.metrics.export.enabled=false")) {
			assertThat(app.context().getBeanProvider(PrometheusMeterRegistry.class)).isEmpty();
			PrometheusRegistry injected = app.bean(Shop.Asker.class).registry();
			assertThat(injected).isInstanceOf(GuardedRegistry.class).isSameAs(app.bean(GuardedRegistry.class));
			Counter.builder().name("teas").register(injected).inc();
			assertThat(app.page("/metrics").samples()).containsEntry("teas_total", 1.0);
		}
	}

	@Test
	void aRegistryOfTheAppComesFirst() throws IOException {
		try (RunningApp app = RunningApp.start(OwnRegistry.class)) {
			PrometheusRegistry own = (PrometheusRegistry) app.context().getBean("teaRegistry");
			assertThat(app.bean(Shop.Asker.class).registry()).isSameAs(own);
			assertThat(app.bean(PrometheusMeterRegistry.class).getPrometheusRegistry()).isSameAs(own);
			app.get("/orders/1");
			assertThat(app.page("/metrics/tea").families()).contains("http_server_requests_seconds")
				.doesNotContain("http_server_request_duration_seconds");
		}
	}

	@Test
	void aRegistryThatOnlyAMeterRegistryHasIsShownByTheNameOfThatBean() throws IOException {
		try (RunningApp app = RunningApp.start(OwnMeterRegistry.class)) {
			PrometheusMeterRegistry meters = app.bean(PrometheusMeterRegistry.class);
			assertThat(app.context().getBeanProvider(PrometheusRegistry.class))
				.doesNotContain(meters.getPrometheusRegistry());
			meters.counter("teas").increment();
			assertThat(app.page("/metrics").samples()).containsEntry("teas_total", 1.0)
				.containsEntry("fennel_collector_up{collector=\"teaMeterRegistry\"}", 1.0);
			assertThat(app.page("/metrics/teaMeter").samples()).containsEntry("teas_total", 1.0);
			assertThat(app.page("/metrics/teaMeterRegistry").samples()).containsEntry("teas_total", 1.0);
			assertThat(app.page("/metrics/fennel").samples()).doesNotContainKey("teas_total");
		}
	}

	@Test
	void actuatorAtTheRootKeepsItsMetrics(CapturedOutput output) throws IOException {
		try (RunningApp app = RunningApp.start(Shop.class, "management.endpoints.web.base-path=/",
				"management.endpoints.web.exposure.include=*")) {
			assertThat(app.get("/metrics").body()).startsWith("{\"names\":[");
			assertThat(app.get("/metrics/jvm.info").body()).contains("\"name\":\"jvm.info\"");
			assertThat(app.page("/prometheus").families()).contains("http_server_requests_seconds");
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).satisfiesExactly(
					(line) -> assertThat(line).contains("The metrics page is not served at '/metrics'"),
					(line) -> assertThat(line).contains("HealthPage is not served at '/health'"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class OwnRegistry {

		@Bean
		PrometheusRegistry teaRegistry() {
			return new PrometheusRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class OwnMeterRegistry {

		@Bean
		PrometheusMeterRegistry teaMeterRegistry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
