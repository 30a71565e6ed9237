package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;

/**
 * Finds what is below proxies and wrappers, as far as they tell.
 */
final class WrappedDataSources {

	private static final int MAX_DEPTH = 16;

	private WrappedDataSources() {
	}

	/**
	 * What is below Spring's proxies.
	 * @param dataSource a data source
	 * @return the target, the same object if it is no proxy; null if the target may
	 * change
	 */
	static @Nullable DataSource target(DataSource dataSource) throws Exception {
		Object current = dataSource;
		while (current instanceof Advised advised) {
			TargetSource source = advised.getTargetSource();
			if (!source.isStatic()) {
				return null;
			}
			current = source.getTarget();
		}
		return (current instanceof DataSource target) ? target : null;
	}

	/**
	 * What is below all wrappers that tell.
	 * @param dataSource a data source
	 * @return the innermost, the same object if it wraps nothing
	 */
	static DataSource innermost(DataSource dataSource) {
		DataSource current = dataSource;
		try {
			for (int depth = 0; depth < MAX_DEPTH && current.isWrapperFor(DataSource.class); depth++) {
				DataSource next = current.unwrap(DataSource.class);
				if (next == null || next == current) {
					return current;
				}
				current = next;
			}
		}
		catch (Throwable ex) {
			// It does not tell more, and old drivers do not even have the methods
		}
		return current;
	}

}
