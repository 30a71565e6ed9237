/**
 * Wiring of what is pushed.
 */
@NullMarked
package dev.fennel.autoconfigure.push;

import org.jspecify.annotations.NullMarked;
