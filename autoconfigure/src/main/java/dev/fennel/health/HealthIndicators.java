package dev.fennel.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;

/**
 * Health indicators of Boot 4.
 *
 * @since 0.1.0
 */
public final class HealthIndicators {

	private final List<HealthCheck> checks = new ArrayList<>();

	private final Predicate<Class<?>> excluded;

	private HealthIndicators(Predicate<Class<?>> excluded) {
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
		HealthIndicators indicators = new HealthIndicators(excluded);
		indicators.add(name, contributor);
		return indicators.checks;
	}

	private void add(String name, Object contributor) {
		if (contributor instanceof HealthContributors several) {
			several.forEach((entry) -> add(name + "." + entry.name(), entry.contributor()));
		}
		else if (contributor instanceof ReactiveHealthContributors several) {
			several.forEach((entry) -> add(name + "." + entry.name(), entry.contributor()));
		}
		else if (!this.excluded.test(contributor.getClass())) {
			if (contributor instanceof HealthIndicator indicator) {
				this.checks.add(new HealthCheck(name, () -> code(indicator.health())));
			}
			else if (contributor instanceof ReactiveHealthIndicator indicator) {
				HealthIndicator blocking = indicator.asHealthContributor();
				this.checks.add(new HealthCheck(name, () -> code(blocking.health())));
			}
		}
	}

	private static String code(@Nullable Health health) {
		return (health != null) ? health.getStatus().getCode() : HealthCheck.UNKNOWN;
	}

}
