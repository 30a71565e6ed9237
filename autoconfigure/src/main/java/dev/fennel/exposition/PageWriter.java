package dev.fennel.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.fennel.CollectedFamily;

/**
 * Writes pages of one format and escaping.
 */
@FunctionalInterface
interface PageWriter {

	void write(List<CollectedFamily> families, OutputStream out) throws IOException;

}
