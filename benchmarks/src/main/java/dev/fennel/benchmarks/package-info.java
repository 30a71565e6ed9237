/**
 * What Fennel adds to a request, beside what Micrometer adds.
 */
@NullMarked
package dev.fennel.benchmarks;

import org.jspecify.annotations.NullMarked;
