package dev.fennel;

import java.util.function.Supplier;

/**
 * Code of others to be run by a {@link CollectorGuard}.
 *
 * @param <T> the type of what it collects
 * @param name its name in {@code fennel_collector_up}
 * @param source what it belongs to; of one source, one runs at a time
 * @param shared whether scrapes that come while it runs may have its result too
 * @param code what to run
 * @since 0.1.0
 */
public record GuardedCollection<T>(String name, Object source, boolean shared, Supplier<T> code) {
}
