/**
 * Wiring of the core: the registry, the factory and the collectors found as beans.
 */
@NullMarked
package dev.fennel.autoconfigure;

import org.jspecify.annotations.NullMarked;
