/**
 * Requests that the application sends to others, whichever client sends them.
 */
@NullMarked
package dev.fennel.client;

import org.jspecify.annotations.NullMarked;
