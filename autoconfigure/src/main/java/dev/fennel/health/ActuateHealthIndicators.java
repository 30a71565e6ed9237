package dev.fennel.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributors;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;

/**
 * Health indicators of Boot 3.5.
 *
 * @since 0.1.0
 */
public final class ActuateHealthIndicators {

	private final List<HealthCheck> checks = new ArrayList<>();

	private final Predicate<Class<?>> excluded;

	private ActuateHealthIndicators(Predicate<Class<?>> excluded) {
		this.excluded = excluded;
	}

	/**
	 * Makes checks of what tells of health.
	 * @param name its name
	 * @param contributor an indicator, or several under one name
	 * @param excluded the classes of indicators that are not asked
	 * @return a check for each indicator
	 */
	public static List<HealthCheck> of(String name, Object contributor, Predicate<Class<?>> excluded) {
		ActuateHealthIndicators indicators = new ActuateHealthIndicators(excluded);
		indicators.add(name, contributor);
		return indicators.checks;
	}

	private void add(String name, @Nullable Object contributor) {
		if (contributor instanceof NamedContributors<?> several) {
			several.forEach((entry) -> add(name + "." + entry.getName(), entry.getContributor()));
		}
		else if (contributor != null && !this.excluded.test(contributor.getClass())) {
			if (contributor instanceof HealthIndicator indicator) {
				this.checks.add(new HealthCheck(name, () -> code(indicator.health())));
			}
			else if (contributor instanceof ReactiveHealthIndicator indicator) {
				this.checks.add(new HealthCheck(name, () -> code(indicator.health().block())));
			}
		}
	}

	private static String code(@Nullable Health health) {
		return (health != null) ? health.getStatus().getCode() : HealthCheck.UNKNOWN;
	}

}
