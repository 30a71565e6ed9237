/**
 * Wiring of jobs.
 */
@NullMarked
package dev.fennel.autoconfigure.batch;

import org.jspecify.annotations.NullMarked;
