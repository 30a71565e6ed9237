package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

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
	P sum(List<P> points) {
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
