/**
 * Wiring of the filter pair.
 */
@NullMarked
package dev.fennel.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
