package dev.fennel.web;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fennel.HttpMethods;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.MetricFamilyBuilder;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * Makes the families of requests in the way that the options ask for.
 */
final class RequestFamilies {

	private static final Set<String> CLOSED = Set.of("method", "status", "scheme");

	private final MetricFactory factory;

	private final RequestMetricsOptions options;

	private final UserLabels userLabels;

	RequestFamilies(MetricFactory factory, RequestMetricsOptions options, UserLabels userLabels) {
		this.factory = factory;
		this.options = options;
		this.userLabels = userLabels;
	}

	MetricFamily<CounterDataPoint> counter(String name, String help, String... labels) {
		return this.factory.counter(name).help(help).labels(names(labels)).closed(closed(labels)).register();
	}

	CounterDataPoint counter(String name, String help) {
		return this.factory.counter(name).help(help).registerSingle();
	}

	MetricFamily<GaugeDataPoint> gauge(String name, String help, String... labels) {
		return this.factory.upDownCounter(name).help(help).labels(names(labels)).closed(closed(labels)).register();
	}

	MetricFamily<DistributionDataPoint> durations(String name, String help, String... labels) {
		MetricFamilyBuilder<DistributionDataPoint> builder = this.factory.histogram(name)
			.help(help)
			.labels(this.userLabels.names(names(labels)))
			.closed(closed(labels))
			.buckets(RequestMetricsOptions.array(this.options.buckets()));
		return ((this.options.exemplars() != null) ? builder.exemplars() : builder).register();
	}

	DistributionDataPoint sizes(String name, String help) {
		return this.factory.histogram(name)
			.help(help)
			.buckets(RequestMetricsOptions.array(this.options.sizeBuckets()))
			.registerSingle();
	}

	static <T> List<T> forEachMethod(Function<String, T> resolver) {
		return HttpMethods.VALUES.stream().map(resolver).toList();
	}

	private String[] names(String... labels) {
		return Stream.of(labels).map(this.options.labelStyle()::name).toArray(String[]::new);
	}

	private String[] closed(String... labels) {
		return names(Stream.of(labels).filter(CLOSED::contains).toArray(String[]::new));
	}

}
