package dev.fennel;

import org.jspecify.annotations.Nullable;

/**
 * A request that is complete, as it was measured.
 *
 * @param method the value of the label {@code method}
 * @param route the pattern that matched first, null if none did
 * @param status the status that the client got
 * @param nanos the time that was spent behind all filters, in nanoseconds, null where a
 * filter answered
 * @since 0.1.0
 */
public record CompletedRequest(String method, @Nullable String route, int status, @Nullable Long nanos) {

}
