package dev.fennel.benchmarks;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;

/**
 * The same classic histogram of 14 bounds from three libraries, without exemplars.
 */
final class Histograms {

	private static final double[] BOUNDS = { .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10 };

	private static final Duration[] OBJECTIVES = DoubleStream.of(BOUNDS)
		.mapToObj((bound) -> Duration.ofNanos(Math.round(bound * 1e9)))
		.toArray(Duration[]::new);

	private Histograms() {
	}

	static DistributionDataPoint fennel() {
		return fennelFamily(1).labelValues("/", "GET", "200");
	}

	static DistributionDataPoint client() {
		return clientFamily().labelValues("/", "GET", "200");
	}

	static Timer micrometer() {
		return timer(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "/");
	}

	/**
	 * Adds a series for each number.
	 */
	static IntConsumer series(String library, int series) {
		switch (library) {
			case "fennel" -> {
				MetricFamily<DistributionDataPoint> family = fennelFamily(series);
				return (number) -> family.labelValues("/route/" + number, "GET", "200").observe(1);
			}
			case "client" -> {
				Histogram histogram = clientFamily();
				return (number) -> histogram.labelValues("/route/" + number, "GET", "200").observe(1);
			}
			default -> {
				PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
				return (number) -> timer(registry, "/route/" + number).record(Duration.ofSeconds(1));
			}
		}
	}

	private static MetricFamily<DistributionDataPoint> fennelFamily(int series) {
		return MetricFactory.with(new GuardedRegistry())
			.maxSeries(series)
			.build()
			.histogram("wait_seconds")
			.labels("route", "method", "status")
			.register();
	}

	private static Histogram clientFamily() {
		Histogram.Builder builder = Histogram.builder().withoutExemplars();
		return builder.classicOnly()
			.classicUpperBounds(BOUNDS)
			.name("wait_seconds")
			.labelNames("route", "method", "status")
			.build();
	}

	private static Timer timer(PrometheusMeterRegistry registry, String route) {
		return Timer.builder("wait")
			.tags("route", route, "method", "GET", "status", "200")
			.serviceLevelObjectives(OBJECTIVES)
			.register(registry);
	}

}
