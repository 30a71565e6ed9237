package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.fennel.CollectedFamily;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Pages as a writer of the client writes them.
 *
 * @param writer the writer
 * @param escaping how names are escaped
 * @param end what it writes behind the last family
 */
record ClientPage(ExpositionFormatWriter writer, Escaping escaping, String end) {

	void write(List<CollectedFamily> families, OutputStream out) throws IOException {
		write(new MetricSnapshots(families.stream().map(CollectedFamily::snapshot).toList()), out);
	}

	private void write(MetricSnapshots families, OutputStream out) throws IOException {
		this.escaping.write(this.writer, out, families);
	}

	/**
	 * Writes the lines of one family.
	 */
	void write(MetricSnapshot family, PageSink sink) throws IOException {
		write(new MetricSnapshots(List.of(family)), new AllButTheEnd(sink, this.end.length()));
	}

	/**
	 * Returns the lines of one family as text.
	 */
	String text(MetricSnapshot family) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		PageSink sink = new PageSink(out);
		write(family, sink);
		sink.flush();
		return out.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Holds back as many bytes as the end has, which are the end when nothing follows.
	 */
	private static final class AllButTheEnd extends OutputStream {

		private final PageSink sink;

		private final byte[] held;

		private int length;

		AllButTheEnd(PageSink sink, int end) {
			this.sink = sink;
			this.held = new byte[end];
		}

		@Override
		public void write(int single) throws IOException {
			write(new byte[] { (byte) single }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int count) throws IOException {
			int passed = Math.max(0, this.length + count - this.held.length);
			int ofHeld = Math.min(passed, this.length);
			this.sink.write(this.held, 0, ofHeld);
			System.arraycopy(this.held, ofHeld, this.held, 0, this.length - ofHeld);
			this.length -= ofHeld;
			this.sink.write(bytes, offset, passed - ofHeld);
			int rest = count - (passed - ofHeld);
			System.arraycopy(bytes, offset + passed - ofHeld, this.held, this.length, rest);
			this.length += rest;
		}

	}

}
