package dev.fennel.web;

import java.util.List;

import dev.fennel.HttpMethods;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The families of the outer filter. Their data points are resolved at start-up, those
 * with a status when it is first seen.
 */
final class OuterMetrics {

	private final StatusCodes statuses;

	private final List<CounterDataPoint> requests;

	private final List<PointsByCode<CounterDataPoint>> responses;

	private final MetricFamily<DistributionDataPoint> durationFamily;

	private final List<DistributionDataPoint> durations;

	private final CounterDataPoint unknownDuration;

	private final List<GaugeDataPoint> inProgress;

	OuterMetrics(RequestFamilies families, StatusCodes statuses, UserLabels userLabels) {
		this.statuses = statuses;
		this.requests = RequestFamilies.forEachMethod(families.counter("http_server_requests_before_filters_total",
				"Requests that arrived, before any other filter", "method")::labelValues);
		MetricFamily<CounterDataPoint> responseFamily = families.counter("http_server_responses_before_filters_total",
				"Responses as clients got them, after all filters", "method", "status");
		this.responses = RequestFamilies.forEachMethod(
				(method) -> new PointsByCode<>((number) -> responseFamily.labelValues(method, statuses.value(number))));
		this.durationFamily = families.durations("http_server_request_duration_including_filters_seconds",
				"Time from a request's arrival until its response was complete, with all filters", "method");
		this.durations = userLabels.isEmpty() ? RequestFamilies.forEachMethod(this.durationFamily::labelValues)
				: List.of();
		this.unknownDuration = families.counter("http_server_requests_unknown_duration_including_filters_total",
				"Requests whose end was seen before all filters, but not their start");
		this.inProgress = RequestFamilies.forEachMethod(families.gauge("http_server_requests_in_progress",
				"Requests that have arrived and are not complete", "method")::labelValues);
	}

	void arrived(int method) {
		this.requests.get(method).inc();
		this.inProgress.get(method).inc();
	}

	void left(int method) {
		this.inProgress.get(method).dec();
	}

	void complete(int method, @Nullable HandlerRecord handler, int status, @Nullable String[] userValues,
			double seconds) {
		this.responses.get(method).get(this.statuses.number(status)).inc();
		DistributionDataPoint duration = duration(method, userValues);
		if (handler != null) {
			handler.observe(duration, seconds);
		}
		else {
			duration.observe(seconds);
		}
	}

	void unknownDuration() {
		this.unknownDuration.inc();
	}

	private DistributionDataPoint duration(int method, @Nullable String[] userValues) {
		return (userValues.length == 0) ? this.durations.get(method)
				: this.durationFamily.labelValues(UserLabels.append(userValues, HttpMethods.VALUES.get(method)));
	}

}
