package dev.fennel;

import java.util.function.Supplier;

/**
 * Code of others to be run by a {@link CollectorGuard}.
 *
 * @param <T> the type of what it collects
 * @since 0.1.0
 */
public final class GuardedCollection<T> {

	private final String name;

	private final Object source;

	private final boolean shared;

	private final Supplier<T> code;

	/**
	 * Creates a collection.
	 * @param name its name in {@code fennel_collector_up}
	 * @param source what it belongs to; of one instance, one runs at a time
	 * @param shared whether scrapes that come while it runs may have its result too
	 * @param code what to run
	 */
	public GuardedCollection(String name, Object source, boolean shared, Supplier<T> code) {
		this.name = name;
		this.source = source;
		this.shared = shared;
		this.code = code;
	}

	String name() {
		return this.name;
	}

	Object source() {
		return this.source;
	}

	boolean isShared() {
		return this.shared;
	}

	T collect() {
		return this.code.get();
	}

}
