/**
 * Wiring of how scrapers find the metrics.
 */
@NullMarked
package dev.fennel.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
