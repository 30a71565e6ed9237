package dev.fennel.client;

import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of requests to one host.
 */
final class ClientSeries {

	private static final String UNMATCHED = "unmatched";

	private final String client;

	private final GaugeDataPoint inProgress;

	private final MetricFamily<DistributionDataPoint> durations;

	private final KeptSeries<RouteSeries> routes;

	private final RouteSeries unmatched;

	ClientSeries(String client, GaugeDataPoint inProgress, MetricFamily<DistributionDataPoint> durations,
			KeptSeries<RouteSeries> routes) {
		this.client = client;
		this.inProgress = inProgress;
		this.durations = durations;
		this.routes = routes;
		this.unmatched = new RouteSeries(durations, client, UNMATCHED);
	}

	void entered() {
		this.inProgress.inc();
	}

	void left() {
		this.inProgress.dec();
	}

	RouteSeries route(@Nullable String template) {
		return (template != null) ? this.routes.get(template, this::resolve) : this.unmatched;
	}

	private RouteSeries resolve(String template) {
		return new RouteSeries(this.durations, this.client, Routes.of(template));
	}

}
