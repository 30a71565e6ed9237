package dev.fennel.web;

import java.util.List;

import dev.fennel.Buckets;
import dev.fennel.ExemplarSource;
import dev.fennel.LabelStyle;
import dev.fennel.RequestListener;
import org.jspecify.annotations.Nullable;

/**
 * How requests are measured.
 *
 * @param buckets upper bounds of the durations in seconds, none for the defaults
 * @param sizeBuckets upper bounds of the body sizes in bytes, none for the defaults
 * @param groupStatuses whether the label {@code status} has {@code 2xx} in place of
 * {@code 200}
 * @param labelStyle the names of the labels
 * @param labels what adds labels to the duration families
 * @param listeners who hears of requests
 * @param exemplars what gives the duration families exemplars, null for none
 * @since 0.1.0
 */
public record RequestMetricsOptions(List<Double> buckets, List<Double> sizeBuckets, boolean groupStatuses,
		LabelStyle labelStyle, List<RequestLabels> labels, List<RequestListener> listeners,
		@Nullable ExemplarSource exemplars) {

	/**
	 * Creates the options.
	 * @throws dev.fennel.MetricDefinitionException if buckets do not rise
	 */
	public RequestMetricsOptions {
		Buckets.requireRising("fennel.web.buckets", array(buckets));
		Buckets.requireRising("fennel.web.size-buckets", array(sizeBuckets));
		buckets = List.copyOf(buckets);
		sizeBuckets = List.copyOf(sizeBuckets);
		labels = List.copyOf(labels);
		listeners = List.copyOf(listeners);
	}

	/**
	 * Returns what an application has that sets nothing.
	 * @return the defaults
	 */
	public static RequestMetricsOptions defaults() {
		return new RequestMetricsOptions(List.of(), List.of(), false, LabelStyle.SHORT, List.of(), List.of(), null);
	}

	static double[] array(List<Double> bounds) {
		return bounds.stream().mapToDouble(Double::doubleValue).toArray();
	}

}
