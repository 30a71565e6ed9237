/**
 * Wiring of scheduled tasks.
 */
@NullMarked
package dev.fennel.autoconfigure.task;

import org.jspecify.annotations.NullMarked;
