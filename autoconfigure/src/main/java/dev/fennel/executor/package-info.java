/**
 * Tasks of executors and schedulers, from being handed over to their end.
 */
@NullMarked
package dev.fennel.executor;

import org.jspecify.annotations.NullMarked;
