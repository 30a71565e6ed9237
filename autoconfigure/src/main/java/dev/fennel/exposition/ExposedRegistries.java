package dev.fennel.exposition;

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

	private final Map<String, PrometheusRegistry> others;

	/**
	 * Creates the set of registries.
	 * @param ownName the bean name of Fennel's registry
	 * @param own the registry that guards its collectors itself
	 * @param others all others by name, each guarded as a whole; an instance that is
	 * there twice is read once
	 */
	public ExposedRegistries(String ownName, GuardedRegistry own, Map<String, PrometheusRegistry> others) {
		this.ownName = ownName;
		this.own = own;
		this.others = new LinkedHashMap<>();
		others.forEach((name, registry) -> {
			if (registry != own && !this.others.containsValue(registry)) {
				this.others.put(name, registry);
			}
		});
	}

	GuardedRegistry own() {
		return this.own;
	}

	Map<String, PrometheusRegistry> others() {
		return this.others;
	}

	/**
	 * The bean name of a registry for that name, or for that name without a trailing
	 * {@code Registry}.
	 */
	@Nullable String find(String name) {
		if (contains(name)) {
			return name;
		}
		return contains(name + SUFFIX) ? name + SUFFIX : null;
	}

	String ownName() {
		return this.ownName;
	}

	private boolean contains(String name) {
		return name.equals(this.ownName) || this.others.containsKey(name);
	}

}
