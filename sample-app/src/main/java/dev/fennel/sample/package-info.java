/**
 * The bookshop: where it starts, and where it is found.
 */
@NullMarked
package dev.fennel.sample;

import org.jspecify.annotations.NullMarked;
