package dev.fennel.exposition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Learns the lines of series from the client's own writer: it writes samples of them once
 * with values that are told apart, so that names, labels, bounds, escaping and order are
 * those of the client, whichever it is.
 */
final class LineTemplates {

	private static final String COMMENT = "# ";

	private final ClientPage client;

	private final Points points;

	private final List<LineShape> shapes;

	private String head = "";

	/**
	 * Creates what learns the lines of some points.
	 * @param shapes the shapes known already; new ones are added
	 */
	LineTemplates(ClientPage client, Points points, List<LineShape> shapes) {
		this.client = client;
		this.points = points;
		this.shapes = shapes;
	}

	/**
	 * Learns the lines of points that have one structure.
	 * @param into where they go, at the index of each point
	 * @return whether the client's lines are what can be told apart
	 */
	boolean learn(int from, int to, @Nullable SeriesLines[] into) throws IOException {
		MetricSnapshot sample = this.points.sample(from, to);
		Points sampled = Points.of(sample);
		if (sampled == null || !isInOrder(sample.getDataPoints(), from)) {
			return false;
		}
		List<String> lines = List.of(this.client.text(sample).split("\n"));
		int first = 0;
		while (first < lines.size() && lines.get(first).startsWith(COMMENT)) {
			first++;
		}
		int each = (lines.size() - first) / (to - from);
		if (each == 0 || each * (to - from) != lines.size() - first) {
			return false;
		}
		this.head = String.join("\n", lines.subList(0, first)) + "\n";
		for (int i = from; i < to; i++, first += each) {
			PointStructure structure = structure(i, sampled.structure(i - from));
			SeriesLines series = (structure != null) ? series(i, structure, lines.subList(first, first + each)) : null;
			if (series == null) {
				return false;
			}
			into[i] = series;
		}
		return true;
	}

	/**
	 * Returns the shapes that some series share.
	 * @param series the series
	 * @return those shapes
	 */
	List<LineShape> shapesOf(SeriesLines[] series) {
		Set<LineShape> used = new HashSet<>();
		for (SeriesLines each : series) {
			used.add(each.shape());
		}
		return this.shapes.stream().filter(used::contains).toList();
	}

	/**
	 * Returns the lines before the first point, as they were with the last sample.
	 * @return the text
	 */
	String head() {
		return this.head;
	}

	@SuppressWarnings("ReferenceEquality") // the sample has the very same labels
	private boolean isInOrder(List<? extends DataPointSnapshot> sample, int from) {
		for (int i = 0; i < sample.size(); i++) {
			if (sample.get(i).getLabels() != this.points.labels(from + i)) {
				return false;
			}
		}
		return true;
	}

	/** That of a point which has not changed since it was sampled. */
	private @Nullable PointStructure structure(int index, PointStructure sampled) {
		PointStructure structure = this.points.structure(index);
		return structure.isSameAs(sampled) ? structure : null;
	}

	private @Nullable SeriesLines series(int index, PointStructure structure, List<String> lines) {
		List<String> texts = new ArrayList<>(lines.size());
		LineValue[] values = new LineValue[lines.size()];
		for (int i = 0; i < values.length; i++) {
			String line = lines.get(i);
			int value = line.lastIndexOf(' ') + 1;
			LineValue shown = line.startsWith(COMMENT) ? null : LineValue.of(line.substring(value));
			if (shown == null) {
				return null;
			}
			values[i] = (structure.states().length > 0) ? new LineValue(shown.kind(), i) : shown;
			texts.add(line.substring(0, value));
		}
		return isInOrder(structure, values) ? series(index, structure, texts, values) : null;
	}

	private SeriesLines series(int index, PointStructure structure, List<String> lines, LineValue[] values) {
		for (LineShape shape : this.shapes) {
			String labels = shape.structure().isSameAs(structure) ? shape.labelsIn(lines) : null;
			if (labels != null) {
				return new SeriesLines(this.points.labels(index), PageSink.bytes(labels), shape);
			}
		}
		LineShape shape = LineShape.of(structure, lines, values);
		String labels = shape.labelsIn(lines);
		if (!shape.isOfOneSeries()) {
			this.shapes.add(shape);
		}
		return new SeriesLines(this.points.labels(index), PageSink.bytes((labels != null) ? labels : ""), shape);
	}

	/**
	 * Whether the lines of buckets, quantiles or states come first, in their order, as
	 * exemplars take for granted.
	 */
	private static boolean isInOrder(PointStructure structure, LineValue[] values) {
		int marked = Math.max(structure.marks().length, structure.states().length);
		if (marked > values.length) {
			return false;
		}
		for (int i = 0; i < marked; i++) {
			if (values[i].index() != i) {
				return false;
			}
		}
		return true;
	}

}
