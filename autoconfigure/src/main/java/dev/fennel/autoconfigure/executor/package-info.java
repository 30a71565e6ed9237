/**
 * Wiring of the executors.
 */
@NullMarked
package dev.fennel.autoconfigure.executor;

import org.jspecify.annotations.NullMarked;
