/**
 * Several processes that share a directory, and with it one page.
 */
@NullMarked
package dev.fennel.multiprocess;

import org.jspecify.annotations.NullMarked;
