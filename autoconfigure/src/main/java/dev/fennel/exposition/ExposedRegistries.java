package dev.fennel.exposition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.fennel.GuardedRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The registries whose families are shown: Fennel's first, then the others by bean name.
 *
 * @since 0.1.0
 */
public final class ExposedRegistries {

	private static final String SUFFIX = "Registry";

	private final GuardedRegistry own;

	private final String ownName;

	private final Map<String, PrometheusRegistry> others = new LinkedHashMap<>();

	private final Map<String, String> found = new HashMap<>();

	/**
	 * Creates the set of registries.
	 * @param ownName the bean name of Fennel's registry
	 * @param own the registry that guards its collectors itself
	 * @param others all others by name, each guarded as a whole; an instance that is
	 * there twice is read once, and found by both names
	 */
	public ExposedRegistries(String ownName, GuardedRegistry own, Map<String, PrometheusRegistry> others) {
		this.ownName = ownName;
		this.own = own;
		Map<PrometheusRegistry, String> names = new HashMap<>(Map.of(own, ownName));
		this.found.put(ownName, ownName);
		others.forEach((name, registry) -> {
			if (names.putIfAbsent(registry, name) == null) {
				this.others.put(name, registry);
			}
			this.found.putIfAbsent(name, names.get(registry));
		});
	}

	GuardedRegistry own() {
		return this.own;
	}

	Map<String, PrometheusRegistry> others() {
		return this.others;
	}

	/**
	 * The name under which a registry is read that has that name, or that name with a
	 * trailing {@code Registry}: the first of those that it was given with.
	 */
	@Nullable String find(String name) {
		String exact = this.found.get(name);
		return (exact != null) ? exact : this.found.get(name + SUFFIX);
	}

	String ownName() {
		return this.ownName;
	}

}
