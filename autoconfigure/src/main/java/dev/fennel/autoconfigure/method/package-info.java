/**
 * Wiring of the annotated methods.
 */
@NullMarked
package dev.fennel.autoconfigure.method;

import org.jspecify.annotations.NullMarked;
