package dev.fennel.client;

import java.util.Arrays;

import dev.fennel.HttpMethods;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The durations of requests to one route. There are few methods and statuses in practice,
 * so that a look through an array is faster than any map.
 */
final class RouteSeries {

	private final MetricFamily<DistributionDataPoint> durations;

	private final String client;

	private final String route;

	private volatile Outcome[] outcomes = {};

	RouteSeries(MetricFamily<DistributionDataPoint> durations, String client, String route) {
		this.durations = durations;
		this.client = client;
		this.route = route;
	}

	void observe(int method, int status, double seconds) {
		int code = method * Statuses.LIMIT + Statuses.number(status);
		DistributionDataPoint known = find(code);
		((known != null) ? known : resolve(code)).observe(seconds);
	}

	private @Nullable DistributionDataPoint find(int code) {
		for (Outcome outcome : this.outcomes) {
			if (outcome.code() == code) {
				return outcome.duration();
			}
		}
		return null;
	}

	private synchronized DistributionDataPoint resolve(int code) {
		DistributionDataPoint known = find(code);
		if (known != null) {
			return known;
		}
		DistributionDataPoint duration = this.durations.labelValues(this.client,
				HttpMethods.VALUES.get(code / Statuses.LIMIT), this.route, Statuses.value(code % Statuses.LIMIT));
		Outcome[] longer = Arrays.copyOf(this.outcomes, this.outcomes.length + 1);
		longer[longer.length - 1] = new Outcome(code, duration);
		this.outcomes = longer;
		return duration;
	}

	private record Outcome(int code, DistributionDataPoint duration) {
	}

}
