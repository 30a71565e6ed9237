/**
 * Wiring of the requests that the application sends.
 */
@NullMarked
package dev.fennel.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
