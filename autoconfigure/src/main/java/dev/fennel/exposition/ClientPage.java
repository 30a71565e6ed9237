package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
	 * Returns the lines of one family.
	 */
	byte[] family(MetricSnapshot family) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(new MetricSnapshots(List.of(family)), out);
		byte[] whole = out.toByteArray();
		return Arrays.copyOf(whole, whole.length - this.end.length());
	}

	/**
	 * Returns the lines of one family as text.
	 */
	String text(MetricSnapshot family) throws IOException {
		return new String(family(family), StandardCharsets.UTF_8);
	}

}
