/**
 * Annotations that say what is measured of a method.
 */
@NullMarked
package dev.fennel.annotation;

import org.jspecify.annotations.NullMarked;
