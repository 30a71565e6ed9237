package dev.fennel.autoconfigure.jdbc;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ReflectionUtils;

/**
 * Data sources of Spring's that lead to others: routing, lazy, transaction-aware and
 * delegating ones. Targets that are beans are measured already; those that are not are
 * replaced.
 */
final class SpringDataSources {

	private SpringDataSources() {
	}

	static boolean lead(DataSource dataSource) {
		return dataSource instanceof DelegatingDataSource || dataSource instanceof AbstractRoutingDataSource;
	}

	static void measureTargets(DataSource dataSource, String name, DataSourceMetering metering) {
		if (dataSource instanceof DelegatingDataSource delegating) {
			measureTarget(delegating, name, metering);
		}
		if (dataSource instanceof LazyConnectionDataSourceProxy lazy) {
			measureReadOnly(lazy, name, metering);
		}
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			measureTargets(routing, name, metering);
		}
	}

	private static void measureTarget(DelegatingDataSource delegating, String name, DataSourceMetering metering) {
		DataSource target = delegating.getTargetDataSource();
		if (target != null) {
			DataSource measured = metering.measureTarget(target, name);
			if (measured != target) {
				delegating.setTargetDataSource(measured);
			}
		}
	}

	/** There is a setter, but nothing that tells what was set. */
	private static void measureReadOnly(LazyConnectionDataSourceProxy lazy, String name, DataSourceMetering metering) {
		Field field = field(LazyConnectionDataSourceProxy.class, "readOnlyDataSource");
		if (ReflectionUtils.getField(field, lazy) instanceof DataSource readOnly) {
			ReflectionUtils.setField(field, lazy, metering.measureTarget(readOnly, name + ".readOnly"));
		}
	}

	/**
	 * Only what was resolved is replaced: to have it resolved again would run code of the
	 * application's twice, on keys that are resolved already.
	 */
	private static void measureTargets(AbstractRoutingDataSource routing, String name, DataSourceMetering metering) {
		Field field = field(AbstractRoutingDataSource.class, "resolvedDataSources");
		Field fallbackField = field(AbstractRoutingDataSource.class, "resolvedDefaultDataSource");
		if (!(ReflectionUtils.getField(field, routing) instanceof Map<?, ?> targets)) {
			return;
		}
		Map<Object, Object> measured = new HashMap<>();
		targets.forEach((key, target) -> measured.put(key,
				(target instanceof DataSource known) ? metering.measureTarget(known, name + "." + key) : target));
		Object fallback = ReflectionUtils.getField(fallbackField, routing);
		Object measuredFallback = (fallback instanceof DataSource known)
				? again(known, targets, measured, name, metering) : fallback;
		ReflectionUtils.setField(field, routing, measured);
		ReflectionUtils.setField(fallbackField, routing, measuredFallback);
	}

	/** The default is often one of the others, and then what that has become. */
	private static @Nullable Object again(DataSource fallback, Map<?, ?> targets, Map<Object, Object> measured,
			String name, DataSourceMetering metering) {
		for (Map.Entry<?, ?> target : targets.entrySet()) {
			if (target.getValue() == fallback) {
				return measured.get(target.getKey());
			}
		}
		return metering.measureTarget(fallback, name + ".default");
	}

	private static Field field(Class<?> type, String name) {
		Field field = Objects.requireNonNull(ReflectionUtils.findField(type, name), name);
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
