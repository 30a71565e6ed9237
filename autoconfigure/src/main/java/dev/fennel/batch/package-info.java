/**
 * Jobs, which run, end and, some of them, outlive their process.
 */
@NullMarked
package dev.fennel.batch;

import org.jspecify.annotations.NullMarked;
