package dev.fennel.multiprocess;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;

/**
 * The classic buckets of histograms: each counts what lies between its bound and the next
 * smaller one.
 */
final class ClassicBuckets {

	private ClassicBuckets() {
	}

	static void write(ClassicHistogramBuckets buckets, SharedFileOutput out) {
		out.whole(buckets.size());
		for (int i = 0; i < buckets.size(); i++) {
			out.real(buckets.getUpperBound(i));
			out.whole(buckets.getCount(i));
		}
	}

	static ClassicHistogramBuckets read(SharedFileInput in) {
		int size = in.size();
		double[] bounds = new double[size];
		long[] counts = new long[size];
		for (int i = 0; i < size; i++) {
			bounds[i] = in.real();
			counts[i] = in.whole();
		}
		return (size > 0) ? ClassicHistogramBuckets.of(bounds, counts) : ClassicHistogramBuckets.EMPTY;
	}

	/**
	 * The buckets of several histograms under the bounds of all. What one of them counted
	 * below a bound is below it in the sum too: of a bound that it has not, that is what
	 * it counted below its next smaller one.
	 */
	static ClassicHistogramBuckets sum(List<HistogramDataPointSnapshot> points) {
		ClassicHistogramBuckets first = points.get(0).getClassicBuckets();
		return (!first.isEmpty()
				&& points.stream().allMatch((point) -> haveSameBounds(first, point.getClassicBuckets())))
						? sumOfSame(points) : sumOfUnion(points);
	}

	private static ClassicHistogramBuckets sumOfSame(List<HistogramDataPointSnapshot> points) {
		ClassicHistogramBuckets first = points.get(0).getClassicBuckets();
		double[] bounds = new double[first.size()];
		long[] counts = new long[bounds.length];
		for (int i = 0; i < bounds.length; i++) {
			bounds[i] = first.getUpperBound(i);
			for (HistogramDataPointSnapshot point : points) {
				counts[i] += point.getClassicBuckets().getCount(i);
			}
		}
		return ClassicHistogramBuckets.of(bounds, counts);
	}

	private static ClassicHistogramBuckets sumOfUnion(List<HistogramDataPointSnapshot> points) {
		Map<Double, Long> counts = new TreeMap<>();
		for (HistogramDataPointSnapshot point : points) {
			ClassicHistogramBuckets buckets = point.getClassicBuckets();
			for (int i = 0; i < buckets.size(); i++) {
				counts.merge(buckets.getUpperBound(i), buckets.getCount(i), Long::sum);
			}
			if (buckets.isEmpty()) {
				counts.merge(Double.POSITIVE_INFINITY, point.getCount(), Long::sum);
			}
		}
		return of(counts);
	}

	/**
	 * Whether no bucket has less than before.
	 */
	static boolean haveRisen(ClassicHistogramBuckets before, ClassicHistogramBuckets now) {
		if (!haveSameBounds(before, now)) {
			return false;
		}
		for (int i = 0; i < now.size(); i++) {
			if (now.getCount(i) < before.getCount(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * What was counted since.
	 */
	static ClassicHistogramBuckets minus(ClassicHistogramBuckets now, ClassicHistogramBuckets before) {
		if (now.isEmpty() || !haveSameBounds(now, before)) {
			return now;
		}
		Map<Double, Long> counts = new TreeMap<>();
		for (int i = 0; i < now.size(); i++) {
			counts.put(now.getUpperBound(i), Math.max(0, now.getCount(i) - before.getCount(i)));
		}
		return of(counts);
	}

	/**
	 * The same buckets, with nothing in them.
	 */
	static ClassicHistogramBuckets emptied(ClassicHistogramBuckets buckets) {
		return buckets.isEmpty() ? buckets : minus(buckets, buckets);
	}

	/**
	 * The buckets of what was counted in buckets of which nothing is known.
	 */
	static ClassicHistogramBuckets single(long count) {
		return of(Map.of(Double.POSITIVE_INFINITY, count));
	}

	private static ClassicHistogramBuckets of(Map<Double, Long> counts) {
		double[] bounds = counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
		return ClassicHistogramBuckets.of(bounds, counts.values().stream().mapToLong(Long::longValue).toArray());
	}

	private static boolean haveSameBounds(ClassicHistogramBuckets first, ClassicHistogramBuckets second) {
		if (first.size() != second.size()) {
			return false;
		}
		for (int i = 0; i < first.size(); i++) {
			if (first.getUpperBound(i) != second.getUpperBound(i)) {
				return false;
			}
		}
		return true;
	}

}
