/**
 * Wiring of the migrations.
 */
@NullMarked
package dev.fennel.autoconfigure.migration;

import org.jspecify.annotations.NullMarked;
