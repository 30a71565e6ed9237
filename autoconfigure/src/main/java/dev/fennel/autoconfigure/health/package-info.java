/**
 * Wiring of health and readiness.
 */
@NullMarked
package dev.fennel.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
