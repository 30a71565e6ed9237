package dev.fennel.beside;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BesideActuatorTests {

	/** Families that come with the first collection of garbage after the start. */
	private static final String OF_CHANCE = "jvm_gc_(pause|concurrent_phase_time)_seconds.*";

	/** Where the official client has the name with other labels. */
	private static final String HIDDEN = "jvm_memory_(used|committed|max)_bytes\\{.*";

	/** What Spring and Boot collect all of, and nobody asks for as the only one. */
	private static final Set<String> COLLECTED = Set.of("jakarta.servlet.ServletRequestListener",
			"org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer",
			"org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer",
			"org.springframework.web.service.registry.HttpServiceGroupConfigurer", "org.springframework.aop.Advisor",
			"org.springframework.aop.PointcutAdvisor", "org.springframework.aop.framework.AopInfrastructureBean",
			"org.springframework.boot.LazyInitializationExcludeFilter",
			"org.springframework.boot.web.servlet.AbstractFilterRegistrationBean",
			"org.springframework.boot.web.servlet.FilterRegistrationBean",
			"org.springframework.scheduling.annotation.SchedulingConfigurer",
			"org.springframework.web.servlet.handler.SimpleUrlHandlerMapping",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice");

	private static RunningApp without;

	private static RunningApp with;

	private static TextPage pageWithout;

	private static TextPage pageWith;

	@BeforeAll
	static void start() throws IOException {
		without = RunningApp.start(Shop.class, "fennel.enabled=false");
		pageWithout = visit(without);
		with = RunningApp.start(Shop.class);
		pageWith = visit(with);
	}

	@AfterAll
	static void close() {
		with.close();
		without.close();
	}

	@Test
	void actuatorsPageKeepsEveryFamilyTypeAndSeries() {
		assertThat(pageWith.types()).isEqualTo(pageWithout.types());
		assertThat(pageWith.series()).isEqualTo(pageWithout.series());
		assertThat(pageWith.families()).contains("http_server_requests_seconds", "jvm_memory_used_bytes")
			.doesNotContain("http_server_requests_total");
	}

	@Test
	void actuatorsPageCountsEachRequestAsBefore() {
		assertThat(counts(pageWith)).isEqualTo(counts(pageWithout)).isNotEmpty();
	}

	@Test
	void poolsAreSharedWithMicrometer() throws IOException {
		assertThat(pageWith.families()).contains("hikaricp_connections_acquire_seconds",
				"hikaricp_connections_usage_seconds", "jdbc_connections_max");
		assertThat(pageWith.samples()).containsEntry("hikaricp_connections_max{pool=\"shop\"}", 10.0);
		assertThat(pageWith.samples().get("hikaricp_connections_acquire_seconds_count{pool=\"shop\"}")).isPositive();
		assertThat(with.page("/metrics/fennel").samples())
			.containsEntry("db_client_pool_connections_max{datasource=\"main\",vendor=\"h2\"}", 10.0)
			.containsKey("db_client_statements_total{datasource=\"main\",operation=\"select\",vendor=\"h2\"}");
	}

	@Test
	void micrometerWritesIntoItsOwnRegistry() {
		PrometheusRegistry registry = with.bean(PrometheusMeterRegistry.class).getPrometheusRegistry();
		assertThat(registry).isNotInstanceOf(GuardedRegistry.class)
			.isSameAs(with.context().getBean("prometheusRegistry"));
		assertThat(with.bean(Shop.Asker.class).registry()).isSameAs(registry);
		assertThat(with.bean(Shop.Meters.class).registry()).isSameAs(with.bean(PrometheusMeterRegistry.class));
	}

	@Test
	void theMergedPageHasBoth() throws IOException {
		TextPage page = with.page("/metrics");
		assertThat(page.types()).containsEntry("http_server_request_duration_seconds", "histogram")
			.containsEntry("http_server_requests_seconds", "summary")
			.containsKey("jvm_threads_live_threads");
		assertThat(page.families()).containsAll(pageWith.families());
		assertThat(page.series())
			.containsAll(pageWith.series().stream().filter((series) -> !series.matches(HIDDEN)).toList())
			.contains("fennel_collector_up{collector=\"prometheusRegistry\"}")
			.doesNotContain("fennel_collector_up{collector=\"prometheusMeterRegistry\"}");
	}

	@Test
	void eachRegistryHasAPageOfItsOwn() throws IOException {
		TextPage micrometer = with.page("/metrics/prometheus");
		TextPage fennel = with.page("/metrics/fennel");
		assertThat(micrometer.families()).containsAll(pageWith.families())
			.doesNotContain("http_server_request_duration_seconds");
		assertThat(fennel.families()).contains("http_server_request_duration_seconds")
			.doesNotContain("http_server_requests_seconds", "jvm_threads_live_threads");
		assertThat(with.page("/metrics/prometheusMeterRegistry").families()).containsAll(pageWith.families());
	}

	@Test
	void aFamilyOfBothIsShownOnceAndWithOtherLabelsFromFennelAlone(CapturedOutput output) throws IOException {
		MetricFactory fennel = with.bean(MetricFactory.class);
		MeterRegistry micrometer = with.bean(MeterRegistry.class);
		fennel.counter("teas_total").labels("kind").register().labelValues("green").inc();
		micrometer.counter("teas", "kind", "black").increment(2);
		fennel.counter("cups_total").labels("kind", "size").register().labelValues("green", "big").inc();
		micrometer.counter("cups", "kind", "black").increment(2);
		for (int scrape = 0; scrape < 2; scrape++) {
			assertThat(with.page("/metrics").samples()).containsEntry("teas_total{kind=\"green\"}", 1.0)
				.containsEntry("teas_total{kind=\"black\"}", 2.0)
				.containsEntry("cups_total{kind=\"green\",size=\"big\"}", 1.0)
				.doesNotContainKey("cups_total{kind=\"black\"}");
		}
		assertThat(with.page("/actuator/prometheus").samples()).containsEntry("cups_total{kind=\"black\"}", 2.0);
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("'cups_total of prometheusRegistry' is left out");
	}

	@Test
	void switchedOffDefinesTheBeansOfAnAppWithoutTheStarter() {
		String[] names = FennelConfigurations.names().toArray(String[]::new);
		try (RunningApp excluded = RunningApp.start(Shop.class,
				"spring.autoconfigure.exclude=" + String.join(",", names))) {
			assertThat(without.context().getBeanDefinitionNames())
				.containsExactlyInAnyOrder(excluded.context().getBeanDefinitionNames());
			assertThat(with.context().getBeanDefinitionNames()).contains("fennelRegistry")
				.contains(FennelConfigurations.withWork())
				.doesNotContainAnyElementsOf(FennelConfigurations.WITHOUT_WORK);
		}
	}

	@Test
	void whatIsUniqueStaysTheSame() {
		UniqueBeans before = UniqueBeans.of(without.context());
		UniqueBeans after = UniqueBeans.of(with.context());
		Set<Class<?>> types = before.types();
		types.addAll(after.types());
		assertThat(types).contains(Executor.class, TaskScheduler.class, MeterRegistry.class, PrometheusRegistry.class);
		Map<String, String> differences = new TreeMap<>();
		for (Class<?> type : types) {
			String was = before.get(type);
			String is = after.get(type);
			if (!was.equals(is) && !COLLECTED.contains(type.getName())) {
				differences.put(type.getName(), was + " -> " + is);
			}
		}
		assertThat(differences).isEmpty();
	}

	private static TextPage visit(RunningApp app) throws IOException {
		for (String path : new String[] { "/orders/1", "/orders/2", "/stock", "/later", "/gone", "/broken", "/nowhere",
				"/actuator/health", "/actuator/prometheus" }) {
			app.get(path);
		}
		return app.page("/actuator/prometheus").without((name) -> name.matches(OF_CHANCE));
	}

	private static Map<String, Double> counts(TextPage page) {
		return page.samples()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("http_server_requests_seconds_count"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
