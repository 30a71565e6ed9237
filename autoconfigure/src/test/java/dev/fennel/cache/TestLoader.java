package dev.fennel.cache;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Gives a value or throws one.
 *
 * @param outcome which
 */
record TestLoader(@Nullable Object outcome) implements Callable<@Nullable Object> {

	@Override
	public @Nullable Object call() throws Exception {
		if (this.outcome instanceof Exception exception) {
			throw exception;
		}
		return this.outcome;
	}

}
