/**
 * Wiring of what several processes share.
 */
@NullMarked
package dev.fennel.autoconfigure.multiprocess;

import org.jspecify.annotations.NullMarked;
