/**
 * Scheduled tasks.
 */
@NullMarked
package dev.fennel.task;

import org.jspecify.annotations.NullMarked;
