/**
 * Wiring of what is told of logs.
 */
@NullMarked
package dev.fennel.autoconfigure.logging;

import org.jspecify.annotations.NullMarked;
