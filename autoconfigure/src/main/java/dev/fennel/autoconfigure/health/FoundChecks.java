package dev.fennel.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.fennel.Failures;
import dev.fennel.health.HealthCheck;

/**
 * All checks, each with a name of its own. A kind that cannot be found leaves the others.
 */
final class FoundChecks implements Supplier<List<HealthCheck>> {

	private final List<HealthCheckSource> sources;

	private final Set<String> excluded;

	private final Failures failures;

	FoundChecks(List<HealthCheckSource> sources, Set<String> excluded, Failures failures) {
		this.sources = sources;
		this.excluded = excluded;
		this.failures = failures;
	}

	@Override
	public List<HealthCheck> get() {
		Map<String, HealthCheck> checks = new LinkedHashMap<>();
		this.sources.forEach((source) -> this.failures.guard("find what is to be checked",
				() -> source.find().forEach((check) -> add(check, checks))));
		checks.keySet().removeAll(this.excluded);
		return List.copyOf(checks.values());
	}

	/** Of several with one name, those after the first get a number. */
	private static void add(HealthCheck check, Map<String, HealthCheck> checks) {
		String name = check.name();
		for (int number = 2; checks.containsKey(name); number++) {
			name = check.name() + "." + number;
		}
		checks.put(name, check.named(name));
	}

}
