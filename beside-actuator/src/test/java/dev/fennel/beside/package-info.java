/**
 * An application that has Actuator, Micrometer and the starter.
 */
@NullMarked
package dev.fennel.beside;

import org.jspecify.annotations.NullMarked;
