package dev.fennel.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Data sources of Spring's that lead to others: routing, lazy, transaction-aware and
 * delegating ones.
 */
final class LeadingDataSources {

	private LeadingDataSources() {
	}

	/**
	 * What a data source leads to, by name.
	 * @param name its own name
	 * @param dataSource the data source
	 * @return what it leads to, null if it leads to nothing but a database
	 */
	static @Nullable Map<String, DataSource> targets(String name, DataSource dataSource) {
		Object below = dataSource;
		for (Object next = below; next != null; next = AopProxyUtils.getSingletonTarget(next)) {
			below = next;
		}
		if (below instanceof AbstractRoutingDataSource routing) {
			return isResolved(routing) ? targets(name, routing) : null;
		}
		if (below instanceof DelegatingDataSource delegating) {
			DataSource target = delegating.getTargetDataSource();
			return (target != null) ? Map.of(name, target) : Map.of();
		}
		return null;
	}

	/**
	 * One that finds its targets in its own way does not say them.
	 */
	private static boolean isResolved(AbstractRoutingDataSource routing) {
		try {
			routing.getResolvedDataSources();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private static Map<String, DataSource> targets(String name, AbstractRoutingDataSource routing) {
		Map<String, DataSource> targets = new LinkedHashMap<>();
		routing.getResolvedDataSources().forEach((key, target) -> targets.put(name + "." + key, target));
		DataSource fallback = routing.getResolvedDefaultDataSource();
		if (fallback != null) {
			targets.put(name + ".default", fallback);
		}
		return targets;
	}

}
