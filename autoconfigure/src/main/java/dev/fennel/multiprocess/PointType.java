package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the data points of one type of family: write them into a file and
 * read them back, give them other labels and, where they can be, add them up.
 *
 * @param <P> the type of the data points
 */
abstract class PointType<P extends DataPointSnapshot> {

	private final Class<P> type;

	PointType(Class<P> type) {
		this.type = type;
	}

	/**
	 * Whether the values of several processes add up, and never fall.
	 */
	boolean isCumulative() {
		return false;
	}

	/**
	 * The data points of a family of this type.
	 */
	final List<P> points(MetricSnapshot family) {
		return family.getDataPoints().stream().map(this.type::cast).toList();
	}

	abstract MetricSnapshot family(MetricMetadata metadata, List<P> points);

	/** Writes what a data point has beside its labels and times. */
	abstract void write(P point, SharedFileOutput out);

	/** Reads what {@link #write} wrote. */
	abstract P read(SharedFileInput in, Labels labels, long created, long scraped);

	/** The same data point with other labels. */
	abstract P withLabels(P point, Labels labels);

	/**
	 * Adds the data points of several processes up.
	 * @param points at least one, all with the same labels
	 */
	final P sum(List<P> points) {
		return sum(points, exact(points).rounded());
	}

	/**
	 * Adds them up with a value that is not too large, so that {@link #rest} is none
	 * below zero.
	 */
	final P sumDown(List<P> points) {
		return sum(points, exact(points).floor());
	}

	/**
	 * What a sum of data points lacks since it was rounded, null if that is nothing.
	 */
	final @Nullable P rest(List<P> points, P sum) {
		double rest = exact(points).without(real(sum));
		return (rest > 0) ? nothingBut(sum, rest) : null;
	}

	private ExactSum exact(List<P> points) {
		ExactSum sum = new ExactSum();
		points.forEach((point) -> sum.add(real(point)));
		return sum;
	}

	/** What of a data point is no whole number. */
	double real(P point) {
		throw new UnsupportedOperationException("Not a sum: " + this.type);
	}

	/** The sum of all that are whole numbers, with one that is not. */
	P sum(List<P> points, double real) {
		throw new UnsupportedOperationException("Not a sum: " + this.type);
	}

	/** The same with whole numbers of 0, and nothing else. */
	P nothingBut(P point, double real) {
		throw new UnsupportedOperationException("Not a sum: " + this.type);
	}

	/**
	 * What was counted since an earlier state of the same data point; all of it where it
	 * began anew since.
	 */
	P since(P now, P before) {
		throw new UnsupportedOperationException("Not a sum: " + this.type);
	}

}
