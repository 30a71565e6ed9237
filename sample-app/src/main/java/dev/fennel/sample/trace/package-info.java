/**
 * A trace for each request.
 */
@NullMarked
package dev.fennel.sample.trace;

import org.jspecify.annotations.NullMarked;
