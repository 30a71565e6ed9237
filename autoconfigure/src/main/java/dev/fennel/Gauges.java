package dev.fennel;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * What is often done with gauges.
 *
 * @since 0.1.0
 */
public final class Gauges {

	private static final double MILLIS_PER_SECOND = 1000;

	private Gauges() {
	}

	/**
	 * Sets a gauge to the current time in seconds since 1970, as names that end in
	 * {@code _timestamp_seconds} promise it, with an accuracy of milliseconds.
	 * @param gauge the gauge, or one of its data points
	 */
	public static void setToCurrentTime(GaugeDataPoint gauge) {
		gauge.set(System.currentTimeMillis() / MILLIS_PER_SECOND);
	}

}
