/**
 * Wiring of the message listeners.
 */
@NullMarked
package dev.fennel.autoconfigure.messaging;

import org.jspecify.annotations.NullMarked;
