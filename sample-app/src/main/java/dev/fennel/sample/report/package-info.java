/**
 * The slow, the failing and the streaming corners.
 */
@NullMarked
package dev.fennel.sample.report;

import org.jspecify.annotations.NullMarked;
