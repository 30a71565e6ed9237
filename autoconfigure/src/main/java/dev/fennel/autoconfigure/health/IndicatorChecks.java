package dev.fennel.autoconfigure.health;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.fennel.health.HealthCheck;

/**
 * Finds health indicators of Actuator, but for those of Boot's own that would do again
 * what a check of Fennel's does.
 */
final class IndicatorChecks implements HealthCheckSource {

	private final MadeBeans beans;

	private final List<Class<?>> types;

	private final Indicators indicators;

	private final Set<String> covered;

	IndicatorChecks(MadeBeans beans, List<Class<?>> types, Indicators indicators, HealthProperties properties) {
		this.beans = beans;
		this.types = types;
		this.indicators = indicators;
		this.covered = covered(properties);
	}

	private static Set<String> covered(HealthProperties properties) {
		Set<String> covered = new HashSet<>(Set.of("PingHealthIndicator", "ReadinessStateHealthIndicator"));
		if (properties.db().enabled()) {
			covered.add("DataSourceHealthIndicator");
		}
		if (properties.redis().enabled()) {
			covered.addAll(List.of("RedisHealthIndicator", "RedisReactiveHealthIndicator", "DataRedisHealthIndicator",
					"DataRedisReactiveHealthIndicator"));
		}
		if (properties.disk().enabled()) {
			covered.add("DiskSpaceHealthIndicator");
		}
		return covered;
	}

	@Override
	public List<HealthCheck> find() {
		return this.types.stream().flatMap(this::find).toList();
	}

	private Stream<HealthCheck> find(Class<?> type) {
		return this.beans.map(type, this::checks).stream().flatMap(List::stream);
	}

	private List<HealthCheck> checks(String beanName, Object contributor) {
		String name = MadeBeans.shortName(beanName, "HealthIndicator", "HealthContributor");
		return this.indicators.of(name, contributor, this::isCovered);
	}

	private boolean isCovered(Class<?> type) {
		return type.getName().startsWith("org.springframework.boot.") && this.covered.contains(type.getSimpleName());
	}

	/**
	 * Makes checks of what one generation of Boot calls a contributor.
	 */
	@FunctionalInterface
	interface Indicators {

		List<HealthCheck> of(String name, Object contributor, Predicate<Class<?>> excluded);

	}

}
