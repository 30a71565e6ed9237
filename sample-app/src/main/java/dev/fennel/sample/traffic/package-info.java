/**
 * Visitors, for numbers that move.
 */
@NullMarked
package dev.fennel.sample.traffic;

import org.jspecify.annotations.NullMarked;
