/**
 * Wiring of the metrics page.
 */
@NullMarked
package dev.fennel.autoconfigure.exposition;

import org.jspecify.annotations.NullMarked;
