/**
 * Books, as pages and as JSON.
 */
@NullMarked
package dev.fennel.sample.catalog;

import org.jspecify.annotations.NullMarked;
