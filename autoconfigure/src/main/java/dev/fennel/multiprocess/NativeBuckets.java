package dev.fennel.multiprocess;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBucket;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * The native buckets of a histogram. Those of one schema and one zero bucket add up.
 *
 * @param schema the schema
 * @param zeros what the zero bucket counted
 * @param zeroThreshold how wide that is
 * @param positive the counts of positive values by index
 * @param negative the counts of negative values by index
 * @see <a href= "https://prometheus.io/docs/specs/native_histograms/">Prometheus, native
 * histograms</a>
 */
record NativeBuckets(int schema, long zeros, double zeroThreshold, NativeHistogramBuckets positive,
		NativeHistogramBuckets negative) {

	static final NativeBuckets NONE = new NativeBuckets(HistogramSnapshot.CLASSIC_HISTOGRAM, 0, 0,
			NativeHistogramBuckets.EMPTY, NativeHistogramBuckets.EMPTY);

	static NativeBuckets of(HistogramDataPointSnapshot point) {
		if (!point.hasNativeHistogramData()) {
			return NONE;
		}
		return new NativeBuckets(point.getNativeSchema(), point.getNativeZeroCount(), point.getNativeZeroThreshold(),
				point.getNativeBucketsForPositiveValues(), point.getNativeBucketsForNegativeValues());
	}

	boolean isPresent() {
		return this.schema != HistogramSnapshot.CLASSIC_HISTOGRAM;
	}

	HistogramDataPointSnapshot point(ClassicHistogramBuckets classic, double sum, Labels labels, Exemplars exemplars,
			long created, long scraped) {
		return new HistogramDataPointSnapshot(classic, this.schema, this.zeros, this.zeroThreshold, this.positive,
				this.negative, sum, labels, exemplars, created, scraped);
	}

	void write(SharedFileOutput out) {
		out.whole(this.schema);
		out.whole(this.zeros);
		out.real(this.zeroThreshold);
		write(this.positive, out);
		write(this.negative, out);
	}

	static NativeBuckets read(SharedFileInput in) {
		return new NativeBuckets((int) in.whole(), in.whole(), in.real(), readBuckets(in), readBuckets(in));
	}

	private static void write(NativeHistogramBuckets buckets, SharedFileOutput out) {
		out.whole(buckets.size());
		for (NativeHistogramBucket bucket : buckets) {
			out.whole(bucket.getBucketIndex());
			out.whole(bucket.getCount());
		}
	}

	private static NativeHistogramBuckets readBuckets(SharedFileInput in) {
		Map<Integer, Long> counts = new TreeMap<>();
		int size = in.size();
		for (int i = 0; i < size; i++) {
			counts.put((int) in.whole(), in.whole());
		}
		return buckets(counts);
	}

	/**
	 * The sum of several, none where they do not agree.
	 */
	static NativeBuckets sum(List<NativeBuckets> all) {
		NativeBuckets first = all.get(0);
		if (!all.stream().allMatch(first::agreesWith)) {
			return NONE;
		}
		long zeros = all.stream().mapToLong(NativeBuckets::zeros).sum();
		return new NativeBuckets(first.schema, zeros, first.zeroThreshold, sum(all, NativeBuckets::positive),
				sum(all, NativeBuckets::negative));
	}

	private static NativeHistogramBuckets sum(List<NativeBuckets> all,
			Function<NativeBuckets, NativeHistogramBuckets> side) {
		Map<Integer, Long> counts = new TreeMap<>();
		for (NativeBuckets each : all) {
			for (NativeHistogramBucket bucket : side.apply(each)) {
				counts.merge(bucket.getBucketIndex(), bucket.getCount(), Long::sum);
			}
		}
		return buckets(counts);
	}

	/**
	 * What was counted since, none where buckets became wider.
	 */
	NativeBuckets minus(NativeBuckets before) {
		return agreesWith(before) ? new NativeBuckets(this.schema, Math.max(0, this.zeros - before.zeros),
				this.zeroThreshold, minus(this.positive, before.positive), minus(this.negative, before.negative))
				: NONE;
	}

	/**
	 * The same schema, with nothing counted.
	 */
	NativeBuckets emptied() {
		return new NativeBuckets(this.schema, 0, this.zeroThreshold, NativeHistogramBuckets.EMPTY,
				NativeHistogramBuckets.EMPTY);
	}

	private static NativeHistogramBuckets minus(NativeHistogramBuckets now, NativeHistogramBuckets before) {
		Map<Integer, Long> counts = new TreeMap<>();
		now.forEach((bucket) -> counts.put(bucket.getBucketIndex(), bucket.getCount()));
		before.forEach((bucket) -> counts.computeIfPresent(bucket.getBucketIndex(),
				(index, count) -> (count > bucket.getCount()) ? count - bucket.getCount() : null));
		return buckets(counts);
	}

	private boolean agreesWith(NativeBuckets other) {
		return this.schema == other.schema && this.zeroThreshold == other.zeroThreshold;
	}

	private static NativeHistogramBuckets buckets(Map<Integer, Long> counts) {
		return counts.isEmpty() ? NativeHistogramBuckets.EMPTY
				: NativeHistogramBuckets.of(counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
						counts.values().stream().mapToLong(Long::longValue).toArray());
	}

}
