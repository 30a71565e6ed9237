package dev.fennel.autoconfigure.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import dev.fennel.DataSourceNames;
import dev.fennel.health.DataSourceCheck;
import dev.fennel.health.HealthCheck;

import org.springframework.util.ClassUtils;

/**
 * Finds data sources, each once: those that lead to no other, and what others lead to
 * that is no bean.
 */
final class DataSourceChecks implements HealthCheckSource {

	private static final boolean SPRING_JDBC = ClassUtils
		.isPresent("org.springframework.jdbc.datasource.DelegatingDataSource", DataSourceChecks.class.getClassLoader());

	private static final int MAX_DEPTH = 16;

	private final MadeBeans beans;

	private final Duration timeout;

	DataSourceChecks(MadeBeans beans, Duration timeout) {
		this.beans = beans;
		this.timeout = timeout;
	}

	@Override
	public List<HealthCheck> find() {
		Found found = new Found();
		Map<String, DataSource> all = this.beans.of(DataSource.class);
		all.forEach((name, dataSource) -> found.add(DataSourceNames.of(name), dataSource, false, 0));
		all.forEach((name, dataSource) -> found.add(DataSourceNames.of(name), dataSource, true, 0));
		return found.checks;
	}

	/**
	 * What is below all wrappers that tell.
	 */
	private static DataSource innermost(DataSource dataSource) {
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

	private final class Found {

		private final List<HealthCheck> checks = new ArrayList<>();

		private final Set<DataSource> seen = Collections.newSetFromMap(new IdentityHashMap<>());

		void add(String name, DataSource dataSource, boolean leading, int depth) {
			Map<String, DataSource> targets = SPRING_JDBC ? LeadingDataSources.targets(name, dataSource) : null;
			if (targets == null && !(leading && depth == 0)) {
				if (this.seen.add(innermost(dataSource))) {
					this.checks.add(HealthCheck.of("db." + name,
							new DataSourceCheck(dataSource, DataSourceChecks.this.timeout)));
				}
			}
			else if (targets != null && leading && depth < MAX_DEPTH) {
				targets.forEach((target, to) -> add(target, to, true, depth + 1));
			}
		}

	}

}
