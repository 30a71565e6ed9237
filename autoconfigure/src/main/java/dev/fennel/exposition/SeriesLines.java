package dev.fennel.exposition;

import java.io.IOException;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What of the lines of one series does not change between pages.
 *
 * @param labels its labels
 * @param text the text of them
 * @param shape what its lines have in common with those of others
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record SeriesLines(Labels labels, byte[] text, LineShape shape) {

	/** About what an object and an array take beside their contents. */
	static final int OVERHEAD = 40;

	boolean isOf(Points points, int index) {
		return isSame(this.labels, points.labels(index)) && points.has(index, this.shape.structure());
	}

	/**
	 * Returns about how much memory it takes.
	 * @return bytes
	 */
	int size() {
		int own = this.text.length + (2 + this.labels.size()) * OVERHEAD;
		return this.shape.isOfOneSeries() ? own + this.shape.size() : own;
	}

	void write(PointValues values, PageSink sink, LineShape.Tail tail) throws IOException {
		this.shape.write(this.text, values, sink, tail);
	}

	/**
	 * Names count as they are: labels of the client are equal too where only their
	 * escaped names are.
	 */
	@SuppressWarnings("ReferenceEquality") // a client that keeps its labels is read
											// faster
	private static boolean isSame(Labels first, Labels second) {
		if (first == second) {
			return true;
		}
		if (first.size() != second.size()) {
			return false;
		}
		for (int i = 0; i < first.size(); i++) {
			if (!first.getValue(i).equals(second.getValue(i)) || !first.getName(i).equals(second.getName(i))) {
				return false;
			}
		}
		return true;
	}

}
