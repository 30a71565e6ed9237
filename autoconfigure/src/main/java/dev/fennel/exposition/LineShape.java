package dev.fennel.exposition;

import java.io.IOException;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Exemplar;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one point have in common with those of others in its family: what
 * stands before the text of the labels, what behind it, and which value follows.
 */
final class LineShape {

	private final PointStructure structure;

	private final byte[][] before;

	private final byte[][] behind;

	private final LineValue[] values;

	private final List<String> heads;

	private final List<String> tails;

	private LineShape(PointStructure structure, List<String> heads, List<String> tails, LineValue[] values) {
		this.structure = structure;
		this.heads = heads;
		this.tails = tails;
		this.before = heads.stream().map(PageSink::bytes).toArray(byte[][]::new);
		this.behind = tails.stream().map(PageSink::bytes).toArray(byte[][]::new);
		this.values = values;
	}

	/**
	 * Finds what of some lines is the text of labels.
	 * @param structure the structure of the point
	 * @param lines the lines, each up to its value
	 * @param values the value of each
	 */
	static LineShape of(PointStructure structure, List<String> lines, LineValue[] values) {
		String labels = labels(lines.get(lines.size() - 1));
		if (labels.isEmpty() || !lines.stream().allMatch((line) -> line.startsWith(labels, line.indexOf('{') + 1))) {
			return new LineShape(structure, lines, lines.stream().map((line) -> "").toList(), values);
		}
		List<String> heads = lines.stream().map((line) -> line.substring(0, line.indexOf('{') + 1)).toList();
		List<String> tails = lines.stream()
			.map((line) -> line.substring(line.indexOf('{') + 1 + labels.length()))
			.toList();
		return new LineShape(structure, heads, tails, values);
	}

	private static String labels(String line) {
		return line.substring(line.indexOf('{') + 1, Math.max(line.indexOf('{') + 1, line.lastIndexOf('}')));
	}

	/**
	 * Returns the text of labels with which this shape gives some lines.
	 * @return the text, null if there is none
	 */
	@Nullable String labelsIn(List<String> lines) {
		if (lines.size() != this.heads.size()) {
			return null;
		}
		String first = lines.get(0);
		int length = first.length() - this.heads.get(0).length() - this.tails.get(0).length();
		if (length < 0 || !first.startsWith(this.heads.get(0))) {
			return null;
		}
		String labels = first.substring(this.heads.get(0).length(), this.heads.get(0).length() + length);
		for (int i = 0; i < lines.size(); i++) {
			if (!lines.get(i).equals(this.heads.get(i) + labels + this.tails.get(i))) {
				return null;
			}
		}
		return labels;
	}

	/**
	 * Whether it has the text of the labels in itself, which no other series has.
	 */
	boolean isOfOneSeries() {
		return this.heads.stream().anyMatch((head) -> !head.endsWith("{")) || this.heads.contains("{");
	}

	PointStructure structure() {
		return this.structure;
	}

	/**
	 * Returns about how much memory it takes.
	 * @return bytes
	 */
	int size() {
		int size = this.structure.marks().length * Double.BYTES;
		for (int i = 0; i < this.before.length; i++) {
			size += 2 * (this.before[i].length + this.behind[i].length) + 4 * SeriesLines.OVERHEAD;
		}
		return size;
	}

	void write(byte[] labels, PointValues point, PageSink sink, Tail tail) throws IOException {
		boolean plain = point.isPlain();
		for (int i = 0; i < this.values.length; i++) {
			sink.write(this.before[i], labels, this.behind[i]);
			this.values[i].write(point, sink);
			if (plain) {
				sink.write('\n');
			}
			else {
				tail.write(point, i, sink);
			}
		}
	}

	/**
	 * What follows a value, up to the end of the line.
	 */
	@FunctionalInterface
	interface Tail {

		/** The text format: a timestamp in milliseconds. */
		Tail TEXT = (point, line, sink) -> {
			if (point.hasTimestamp()) {
				sink.write(' ');
				sink.write(point.timestamp());
			}
			sink.write('\n');
		};

		/** OpenMetrics: a timestamp in seconds, and an exemplar. */
		Tail OPENMETRICS = (point, line, sink) -> {
			if (point.hasTimestamp()) {
				sink.write(' ');
				sink.writeSeconds(point.timestamp());
			}
			Exemplar exemplar = point.exemplar(line);
			if (exemplar != null) {
				ExemplarText.write(exemplar, sink);
			}
			sink.write('\n');
		};

		void write(PointValues point, int line, PageSink sink) throws IOException;

	}

}
