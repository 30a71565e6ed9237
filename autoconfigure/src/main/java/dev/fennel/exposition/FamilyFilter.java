package dev.fennel.exposition;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.fennel.SampleNames;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The families that a client asks for by {@code name[]}: by their own name or by that of
 * any of their samples.
 *
 * @since 0.1.0
 */
public final class FamilyFilter {

	/**
	 * Lets everything through.
	 */
	public static final FamilyFilter NONE = new FamilyFilter(Set.of());

	private static final List<String> SUFFIXES = List.of("", "_total", "_created", "_bucket", "_count", "_sum", "_info",
			"_gcount", "_gsum");

	private final Set<String> wanted;

	private FamilyFilter(Set<String> wanted) {
		this.wanted = wanted;
	}

	static FamilyFilter of(Collection<String> names) {
		return new FamilyFilter(names.stream().filter((name) -> !name.isEmpty()).collect(Collectors.toSet()));
	}

	/**
	 * What a registry asks before it runs a collector whose names, but not types, it
	 * knows; null where everything is wanted.
	 */
	@Nullable Predicate<String> beforeCollection() {
		return this.wanted.isEmpty() ? null
				: (name) -> SUFFIXES.stream().anyMatch((suffix) -> this.wanted.contains(name + suffix));
	}

	/**
	 * Whether all families are asked for.
	 * @return whether nothing is filtered
	 */
	public boolean isOpen() {
		return this.wanted.isEmpty();
	}

	/**
	 * Whether a family is asked for.
	 * @param family the family
	 * @return whether its name, or that of one of its samples, was given
	 */
	public boolean accepts(MetricSnapshot family) {
		return this.wanted.isEmpty() || this.wanted.contains(family.getMetadata().getPrometheusName())
				|| SampleNames.of(family).stream().anyMatch(this.wanted::contains);
	}

}
