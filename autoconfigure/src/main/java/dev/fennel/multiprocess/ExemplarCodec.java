package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import org.jspecify.annotations.Nullable;

/**
 * Exemplars in a file, and which of those of several processes are kept.
 */
final class ExemplarCodec {

	private static final int KEPT = 10;

	private static final Comparator<Exemplar> NEWEST_FIRST = Comparator
		.comparingLong((Exemplar exemplar) -> exemplar.hasTimestamp() ? exemplar.getTimestampMillis() : 0)
		.reversed();

	private ExemplarCodec() {
	}

	static void write(Exemplars exemplars, SharedFileOutput out) {
		out.whole(exemplars.size());
		exemplars.forEach((exemplar) -> write(exemplar, out));
	}

	static Exemplars readAll(SharedFileInput in) {
		List<Exemplar> exemplars = in.list(ExemplarCodec::read);
		return exemplars.isEmpty() ? Exemplars.EMPTY : Exemplars.of(exemplars);
	}

	static void writeOptional(@Nullable Exemplar exemplar, SharedFileOutput out) {
		out.flag(exemplar != null);
		if (exemplar != null) {
			write(exemplar, out);
		}
	}

	static @Nullable Exemplar readOptional(SharedFileInput in) {
		return in.flag() ? read(in) : null;
	}

	private static void write(Exemplar exemplar, SharedFileOutput out) {
		out.real(exemplar.getValue());
		LabelsCodec.write(exemplar.getLabels(), out);
		out.whole(exemplar.hasTimestamp() ? exemplar.getTimestampMillis() : 0);
	}

	private static Exemplar read(SharedFileInput in) {
		return new Exemplar(in.real(), LabelsCodec.read(in), in.whole());
	}

	/**
	 * The newest of some, null if there is none.
	 */
	static @Nullable Exemplar newest(Collection<Exemplar> exemplars) {
		return exemplars.stream().min(NEWEST_FIRST).orElse(null);
	}

	/**
	 * The newest of each bucket or, where there are no buckets, the newest.
	 */
	static Exemplars newest(Collection<Exemplar> exemplars, ClassicHistogramBuckets buckets) {
		if (exemplars.isEmpty()) {
			return Exemplars.EMPTY;
		}
		List<Exemplar> sorted = exemplars.stream().sorted(NEWEST_FIRST).toList();
		if (buckets.isEmpty()) {
			return Exemplars.of(sorted.subList(0, Math.min(KEPT, sorted.size())));
		}
		List<Exemplar> kept = new ArrayList<>();
		double lower = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < buckets.size(); i++) {
			double above = lower;
			double upper = buckets.getUpperBound(i);
			sorted.stream()
				.filter((exemplar) -> exemplar.getValue() > above && exemplar.getValue() <= upper)
				.findFirst()
				.ifPresent(kept::add);
			lower = upper;
		}
		return Exemplars.of(kept);
	}

}
