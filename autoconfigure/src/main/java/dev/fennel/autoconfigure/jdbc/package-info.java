/**
 * Wiring of the data sources.
 */
@NullMarked
package dev.fennel.autoconfigure.jdbc;

import org.jspecify.annotations.NullMarked;
