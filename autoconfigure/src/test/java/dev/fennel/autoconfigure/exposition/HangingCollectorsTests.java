package dev.fennel.autoconfigure.exposition;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page comes within a second of what collectors and registries may take, whatever
 * hangs, and is whole again when it has returned.
 */
class HangingCollectorsTests {

	private static final Duration GRACE = Duration.ofSeconds(1);

	@ParameterizedTest
	@CsvSource({ "fennel.endpoint.enabled=true,500", "fennel.endpoint.collector-timeout=200ms,200" })
	void collectorsThatHangAreLeftOut(String property, int timeout) throws IOException {
		assertLeftOut(HangingCollectors.class, property, Duration.ofMillis(timeout), "callback", "collector",
				"multiCollector");
	}

	@ParameterizedTest
	@CsvSource({ "fennel.endpoint.enabled=true,5000", "fennel.endpoint.registry-timeout=200ms,200" })
	void registriesThatHangAreLeftOut(String property, int timeout) throws IOException {
		assertLeftOut(HangingRegistry.class, property, Duration.ofMillis(timeout), "billingRegistry");
	}

	private static void assertLeftOut(Class<?> configuration, String property, Duration timeout, String... collectors)
			throws IOException {
		try (WebApp app = WebApp.start(configuration, property)) {
			assertUp(app.scrape(), 1, collectors);
			app.context().getBean(Stop.class).stopped = true;
			long start = System.nanoTime();
			Page page = app.scrape();
			Duration first = Duration.ofNanos(System.nanoTime() - start);
			assertUp(page, 0, collectors);
			assertThat(first).isBetween(timeout, timeout.plus(GRACE));
			start = System.nanoTime();
			assertUp(app.scrape(), 0, collectors);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(first);
			app.context().getBean(Stop.class).close();
			String last = "fennel_collector_up{collector=\"%s\"}".formatted(collectors[collectors.length - 1]);
			assertUp(app.scrapeUntil((again) -> again.value(last) == 1), 1, collectors);
		}
	}

	private static void assertUp(Page page, double up, String... collectors) {
		assertThat(page.samples()).containsEntry("fine", 1.0)
			.containsKey("http_server_requests_total{method=\"GET\",scheme=\"http\"}");
		for (String collector : collectors) {
			assertThat(page.samples()).containsEntry("fennel_collector_up{collector=\"%s\"}".formatted(collector), up);
		}
		assertThat(Arrays.stream(collectors).filter(page.samples()::containsKey))
			.hasSize((up == 1) ? collectors.length : 0);
	}

	private static MetricSnapshot one(String name) {
		return GaugeSnapshot.builder()
			.name(name)
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(1).build())
			.build();
	}

	/** Where those that hang wait. */
	static final class Stop implements AutoCloseable {

		private final CountDownLatch released = new CountDownLatch(1);

		private volatile boolean stopped;

		void pass() {
			try {
				if (this.stopped) {
					this.released.await();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			this.released.countDown();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Base {

		@Bean
		Stop stop() {
			return new Stop();
		}

		@Bean
		Gauge fine() {
			Gauge gauge = Gauge.builder().name("fine").build();
			gauge.set(1);
			return gauge;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingCollectors extends Base {

		@Bean
		GaugeWithCallback callback(Stop stop) {
			return GaugeWithCallback.builder().name("callback").callback((callback) -> {
				stop.pass();
				callback.call(1);
			}).build();
		}

		@Bean
		Collector collector(Stop stop) {
			return new Collector() {

				@Override
				public MetricSnapshot collect() {
					stop.pass();
					return one("collector");
				}

				@Override
				@SuppressWarnings("deprecation")
				public String getPrometheusName() {
					return "collector";
				}

			};
		}

		@Bean
		MultiCollector multiCollector(Stop stop) {
			return () -> {
				stop.pass();
				return MetricSnapshots.of(one("multiCollector"));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingRegistry extends Base {

		@Bean
		PrometheusRegistry billingRegistry(Stop stop) {
			return new PrometheusRegistry() {

				@Override
				public MetricSnapshots scrape() {
					stop.pass();
					return MetricSnapshots.of(one("billingRegistry"));
				}

			};
		}

	}

}
