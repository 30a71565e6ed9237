package dev.fennel.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.ExpositionRequest;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The same page from three sources.
 */
final class Pages {

	static final Page EMPTY = (out) -> {
	};

	private static final double[] BOUNDS = { .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10 };

	private static final double OBSERVED = 0.03;

	private Pages() {
	}

	static Page fennel(int series, String accept) {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory factory = MetricFactory.with(registry).maxSeries(series).build();
		MetricFamily<DistributionDataPoint> family = factory.histogram("wait_seconds")
			.labels("route", "method")
			.register();
		for (int i = 0; i < series; i++) {
			family.labelValues("/route/" + i, "GET").observe(OBSERVED);
		}
		return page(registry, factory, accept);
	}

	/** Fennel's page of the same histograms in the client's own cells. */
	static Page fennelOfClient(int series, String accept) {
		GuardedRegistry registry = new GuardedRegistry();
		registry.register(histogram(series));
		return page(registry, MetricFactory.with(registry).maxSeries(series).build(), accept);
	}

	private static Page page(GuardedRegistry registry, MetricFactory factory, String accept) {
		Exposition exposition = new Exposition(new ExposedRegistries("fennelRegistry", registry, Map.of()), factory,
				false, null, Duration.ofSeconds(5));
		ExpositionRequest request = new ExpositionRequest("GET", null, List.of(), accept, null, null, null);
		return (out) -> exposition.respond(request).writeBody(out);
	}

	static Page client(int series, String accept) {
		PrometheusRegistry registry = new PrometheusRegistry();
		registry.register(histogram(series));
		ExpositionFormatWriter writer = accept.startsWith("text") ? PrometheusTextFormatWriter.builder().build()
				: OpenMetricsTextFormatWriter.builder().build();
		return (out) -> writer.write(out, registry.scrape());
	}

	private static Histogram histogram(int series) {
		Histogram.Builder builder = Histogram.builder().withoutExemplars();
		Histogram histogram = builder.classicOnly()
			.classicUpperBounds(BOUNDS)
			.name("wait_seconds")
			.labelNames("route", "method")
			.build();
		for (int i = 0; i < series; i++) {
			histogram.labelValues("/route/" + i, "GET").observe(OBSERVED);
		}
		return histogram;
	}

	static Page micrometer(int series, String accept) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Duration[] objectives = DoubleStream.of(BOUNDS)
			.mapToObj((bound) -> Duration.ofNanos((long) (bound * 1e9)))
			.toArray(Duration[]::new);
		for (int i = 0; i < series; i++) {
			Timer.builder("wait")
				.tags("route", "/route/" + i, "method", "GET")
				.serviceLevelObjectives(objectives)
				.register(registry)
				.record(Duration.ofMillis(30));
		}
		return (out) -> registry.scrape(out, accept);
	}

	/**
	 * Writes one page.
	 */
	@FunctionalInterface
	interface Page {

		void write(OutputStream out) throws IOException;

	}

}
