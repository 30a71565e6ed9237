/**
 * Wiring of the port of its own.
 */
@NullMarked
package dev.fennel.autoconfigure.exporter;

import org.jspecify.annotations.NullMarked;
