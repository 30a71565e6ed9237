/**
 * Wiring of the caches.
 */
@NullMarked
package dev.fennel.autoconfigure.cache;

import org.jspecify.annotations.NullMarked;
