/**
 * The process: its resources, its runtime, its server, what it is and since when.
 */
@NullMarked
package dev.fennel.process;

import org.jspecify.annotations.NullMarked;
