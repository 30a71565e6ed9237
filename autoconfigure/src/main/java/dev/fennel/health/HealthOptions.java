package dev.fennel.health;

import java.time.Duration;

/**
 * How checks are run.
 *
 * @param timeout how long all of them may take, side by side
 * @param cache how long results are used again
 * @param threads how many threads run them at most
 * @since 0.1.0
 */
public record HealthOptions(Duration timeout, Duration cache, int threads) {

}
