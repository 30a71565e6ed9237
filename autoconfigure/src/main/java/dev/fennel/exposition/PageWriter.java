package dev.fennel.exposition;

import java.io.IOException;
import java.io.OutputStream;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Writes pages of one format and escaping.
 */
@FunctionalInterface
interface PageWriter {

	void write(MetricSnapshots families, OutputStream out) throws IOException;

}
