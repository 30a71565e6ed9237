/**
 * Orders, by form and by JSON.
 */
@NullMarked
package dev.fennel.sample.order;

import org.jspecify.annotations.NullMarked;
