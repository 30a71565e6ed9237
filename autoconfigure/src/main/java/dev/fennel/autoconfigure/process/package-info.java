/**
 * Wiring of what is told of the process.
 */
@NullMarked
package dev.fennel.autoconfigure.process;

import org.jspecify.annotations.NullMarked;
