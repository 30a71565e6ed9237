package dev.fennel;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * The families about the page itself. They are collected after all others, so that they
 * tell of the page on which they stand.
 */
final class ScrapeMetrics {

	private final MetricFactory factory;

	private final SeriesBudget budget;

	private final MetricFamily<GaugeDataPoint> up;

	private final MetricFamily<GaugeDataPoint> duration;

	private final MetricFamily<GaugeDataPoint> series;

	private final Set<String> counted = ConcurrentHashMap.newKeySet();

	ScrapeMetrics(MetricFactory factory, SeriesBudget budget) {
		this.factory = factory;
		this.budget = budget;
		this.up = factory.gauge("fennel_collector_up")
			.help("Whether the last collection of code that is not Fennel's succeeded")
			.labels("collector")
			.collectedLast()
			.register();
		this.duration = factory.gauge("fennel_collector_duration_seconds")
			.help("What the last collection of code that is not Fennel's took")
			.labels("collector")
			.collectedLast()
			.register();
		this.series = factory.gauge("fennel_series")
			.help("Label sets that a family of Fennel's registry holds")
			.labels("family")
			.collectedLast()
			.register();
	}

	void up(String collector, boolean succeeded) {
		this.up.labelValues(collector).set(succeeded ? 1 : 0);
	}

	void took(String collector, double seconds) {
		this.duration.labelValues(collector).set(seconds);
	}

	void forgotten(String collector) {
		this.up.remove(collector);
		this.duration.remove(collector);
	}

	void counted(Collection<CollectedFamily> families, boolean all) {
		Set<String> present = ConcurrentHashMap.newKeySet();
		for (CollectedFamily family : families) {
			String name = SampleNames.pageName(family.kind());
			int size = family.size();
			if (size > 0) {
				present.add(name);
				this.series.labelValues(name).set(size);
				if (!this.factory.made(name)) {
					this.budget.exceeded(name, size);
				}
			}
		}
		this.counted.addAll(present);
		if (all) {
			this.counted.stream().filter((name) -> !present.contains(name)).forEach(this::removeSeries);
		}
	}

	private void removeSeries(String family) {
		this.series.remove(family);
		this.counted.remove(family);
	}

}
