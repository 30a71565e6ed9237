package dev.fennel.cache;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Calls an application's loader, which a cache does where it has no value, and takes its
 * time.
 *
 * @param <T> the type of the value
 */
final class Loader<T extends @Nullable Object> extends Load implements Callable<T> {

	private final Callable<T> target;

	Loader(Callable<T> target, CacheSeries series) {
		super(series);
		this.target = target;
	}

	@Override
	public T call() throws Exception {
		begin();
		T value;
		try {
			value = this.target.call();
		}
		catch (Throwable ex) {
			fail();
			throw ex;
		}
		end();
		return value;
	}

	/** Stands in the message of a {@code ValueRetrievalException}. */
	@Override
	public String toString() {
		return this.target.toString();
	}

}
