/**
 * Wiring of the entities.
 */
@NullMarked
package dev.fennel.autoconfigure.orm;

import org.jspecify.annotations.NullMarked;
