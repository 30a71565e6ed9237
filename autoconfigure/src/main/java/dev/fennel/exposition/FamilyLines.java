package dev.fennel.exposition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What of the lines of a family does not change between pages: its head, and of each
 * series the text of its labels. In the order of the page that it was made for.
 */
final class FamilyLines {

	/** How many series are learnt at a time. */
	private static final int CHUNK = 128;

	private final FamilyName name;

	private final byte[] head;

	private final SeriesLines[] series;

	private final List<LineShape> shapes;

	private FamilyLines(FamilyName name, byte[] head, SeriesLines[] series, List<LineShape> shapes) {
		this.name = name;
		this.head = head;
		this.series = series;
		this.shapes = shapes;
	}

	static FamilyLines none(FamilyName name) {
		return new FamilyLines(name, new byte[0], new SeriesLines[0], List.of());
	}

	FamilyName name() {
		return this.name;
	}

	/**
	 * Returns about how much memory they take.
	 * @return bytes
	 */
	int size() {
		int size = SeriesLines.OVERHEAD + this.head.length;
		for (SeriesLines line : this.series) {
			size += line.size();
		}
		for (LineShape shape : this.shapes) {
			size += shape.size();
		}
		return size;
	}

	/**
	 * Returns those of the same family with exactly some points.
	 * @param points the points
	 * @param client writes what is not known yet
	 * @param room how much memory they may take, in bytes
	 * @return this where it is what fits, null if the client's lines are not to be told
	 * apart, or take more
	 */
	@Nullable FamilyLines fitted(Points points, ClientPage client, long room) throws IOException {
		return fits(points) ? this : learnt(points, client, room);
	}

	private boolean fits(Points points) {
		if (this.series.length != points.size()) {
			return false;
		}
		for (int i = 0; i < this.series.length; i++) {
			if (!this.series[i].isOf(points, i)) {
				return false;
			}
		}
		return true;
	}

	private @Nullable FamilyLines learnt(Points points, ClientPage client, long room) throws IOException {
		LineTemplates templates = new LineTemplates(client, points, new ArrayList<>(this.shapes));
		@Nullable SeriesLines[] next = kept(points);
		boolean learnt = false;
		long size = 0;
		for (int i = 0; i < next.length; i++) {
			SeriesLines known = next[i];
			if (known == null) {
				learnt = true;
				if (!templates.learn(i, endOfChunk(points, i, next), next)) {
					return null;
				}
				known = next[i];
			}
			size += (known != null) ? known.size() : 0;
			if (size > room) {
				return null;
			}
		}
		SeriesLines[] whole = whole(next);
		return new FamilyLines(this.name, learnt ? PageSink.bytes(templates.head()) : this.head, whole,
				templates.shapesOf(whole));
	}

	/**
	 * Takes over what is known: both sides are in the order of labels.
	 */
	private @Nullable SeriesLines[] kept(Points points) {
		@Nullable SeriesLines[] next = new SeriesLines[points.size()];
		int old = 0;
		for (int i = 0; i < next.length && old < this.series.length; i++) {
			while (old < this.series.length && this.series[old].labels().compareTo(points.labels(i)) < 0) {
				old++;
			}
			if (old < this.series.length && this.series[old].isOf(points, i)) {
				next[i] = this.series[old++];
			}
		}
		return next;
	}

	private static int endOfChunk(Points points, int from, @Nullable SeriesLines[] known) {
		PointStructure structure = points.structure(from);
		int to = from + 1;
		while (to < known.length && to - from < CHUNK && known[to] == null && points.has(to, structure)) {
			to++;
		}
		return to;
	}

	private static SeriesLines[] whole(@Nullable SeriesLines[] series) {
		SeriesLines[] whole = new SeriesLines[series.length];
		for (int i = 0; i < whole.length; i++) {
			SeriesLines line = series[i];
			if (line == null) {
				throw new IllegalStateException("A series has not been learnt");
			}
			whole[i] = line;
		}
		return whole;
	}

	void write(Points points, PointValues values, PageSink sink, LineShape.Tail tail) throws IOException {
		sink.write(this.head);
		for (int i = 0; i < this.series.length; i++) {
			points.read(i, values);
			this.series[i].write(values, sink, tail);
		}
	}

}
