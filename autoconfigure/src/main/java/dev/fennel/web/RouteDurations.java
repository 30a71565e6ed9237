package dev.fennel.web;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.fennel.HttpMethods;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The durations by method, route and status: one look-up by the route's own string, then
 * a look through the few methods and statuses that it has had.
 */
final class RouteDurations {

	private final MetricFamily<DistributionDataPoint> family;

	private final StatusCodes statuses;

	private final int maxRoutes;

	private final ConcurrentMap<String, PointsByCode<DistributionDataPoint>> routes = new ConcurrentHashMap<>();

	RouteDurations(MetricFamily<DistributionDataPoint> family, StatusCodes statuses, int maxRoutes) {
		this.family = family;
		this.statuses = statuses;
		this.maxRoutes = maxRoutes;
	}

	void observe(int method, HandlerRecord handler, String route, int code, @Nullable String[] userValues,
			double seconds) {
		int status = this.statuses.number(code);
		if (userValues.length == 0) {
			handler.observe(points(route).get(method * StatusCodes.LIMIT + status), seconds);
		}
		else {
			handler.observe(this.family.labelValues(
					UserLabels.append(userValues, HttpMethods.VALUES.get(method), route, this.statuses.value(status))),
					seconds);
		}
	}

	private PointsByCode<DistributionDataPoint> points(String route) {
		PointsByCode<DistributionDataPoint> points = this.routes.get(route);
		if (points != null) {
			return points;
		}
		return (this.routes.size() < this.maxRoutes) ? this.routes.computeIfAbsent(route, this::resolve)
				: resolve(route);
	}

	private PointsByCode<DistributionDataPoint> resolve(String route) {
		return new PointsByCode<>((code) -> this.family.labelValues(HttpMethods.VALUES.get(code / StatusCodes.LIMIT),
				route, this.statuses.value(code % StatusCodes.LIMIT)));
	}

}
