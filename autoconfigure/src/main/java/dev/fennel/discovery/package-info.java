/**
 * How scrapers find the metrics: by an agent that the process registers with, or by a
 * file.
 */
@NullMarked
package dev.fennel.discovery;

import org.jspecify.annotations.NullMarked;
