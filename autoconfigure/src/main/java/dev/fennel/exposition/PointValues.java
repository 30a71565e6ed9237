package dev.fennel.exposition;

import java.util.Arrays;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import org.jspecify.annotations.Nullable;

/**
 * The values of one point at a time, in the places that its lines name.
 */
final class PointValues {

	private static final int USUAL = 32;

	long[] counts = new long[USUAL];

	double[] numbers = new double[USUAL];

	private @Nullable Exemplar[] exemplars = new Exemplar[USUAL];

	private boolean withExemplars;

	private long created;

	private long timestamp;

	private boolean withTimestamp;

	/**
	 * Makes room for a point.
	 * @param lines the most values of a kind that it has
	 */
	void reserve(int lines) {
		if (lines > this.counts.length) {
			this.counts = new long[lines];
			this.numbers = new double[lines];
			this.exemplars = new Exemplar[lines];
		}
	}

	/**
	 * Takes the times of a point, and forgets the exemplars of the one before.
	 */
	void begin(DataPointSnapshot point) {
		begin(point.getCreatedTimestampMillis());
		this.timestamp = point.getScrapeTimestampMillis();
		this.withTimestamp = point.hasScrapeTimestamp();
	}

	/**
	 * Begins with a point that says nothing of when it was read.
	 */
	void begin(long created) {
		this.created = created;
		this.withTimestamp = false;
		if (this.withExemplars) {
			Arrays.fill(this.exemplars, null);
			this.withExemplars = false;
		}
	}

	/**
	 * Sets the exemplar of one of the first lines.
	 */
	void exemplar(int line, @Nullable Exemplar exemplar) {
		if (exemplar != null) {
			this.exemplars[line] = exemplar;
			this.withExemplars = true;
		}
	}

	/**
	 * Whether nothing follows a value.
	 */
	boolean isPlain() {
		return !this.withTimestamp && !this.withExemplars;
	}

	@Nullable Exemplar exemplar(int line) {
		return (this.withExemplars && line < this.exemplars.length) ? this.exemplars[line] : null;
	}

	boolean hasTimestamp() {
		return this.withTimestamp;
	}

	long timestamp() {
		return this.timestamp;
	}

	long created() {
		return this.created;
	}

}
