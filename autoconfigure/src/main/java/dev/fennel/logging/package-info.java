/**
 * Logs: how many events there are, and what joins a line with a number.
 */
@NullMarked
package dev.fennel.logging;

import org.jspecify.annotations.NullMarked;
