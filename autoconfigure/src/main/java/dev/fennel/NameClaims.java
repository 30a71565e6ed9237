package dev.fennel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which family has which names, those of its samples included, so that no two families
 * can ever have a name in common. The clients of older Boot lines know families' names
 * only, and keep those of a collector that they refused; hence this is asked first.
 */
final class NameClaims {

	private final Map<String, Claim> families = new HashMap<>();

	private final Map<String, String> ownersOfSamples = new HashMap<>();

	/**
	 * Claims all names of a collector, or none of them.
	 */
	synchronized void claim(List<ClaimedFamily> families) {
		List<ClaimedFamily> claimed = new ArrayList<>();
		try {
			for (ClaimedFamily family : families) {
				claim(family);
				claimed.add(family);
			}
		}
		catch (MetricDefinitionException ex) {
			release(claimed);
			throw ex;
		}
	}

	synchronized void release(List<ClaimedFamily> families) {
		families.forEach(this::release);
	}

	synchronized boolean isTaken(String name) {
		return this.families.containsKey(name);
	}

	synchronized void clear() {
		this.families.clear();
		this.ownersOfSamples.clear();
	}

	private void claim(ClaimedFamily family) {
		Claim existing = this.families.get(family.name());
		if (existing == null) {
			checkSamples(family);
			family.samples().forEach((sample) -> this.ownersOfSamples.put(sample, family.name()));
			this.families.put(family.name(), new Claim(List.of(family)));
		}
		else {
			existing.holders().forEach((holder) -> checkBeside(holder, family));
			checkSamples(family);
			family.samples().forEach((sample) -> this.ownersOfSamples.put(sample, family.name()));
			this.families.put(family.name(), existing.with(family));
		}
	}

	private void release(ClaimedFamily family) {
		Claim claim = this.families.get(family.name());
		if (claim != null && claim.holders().size() > 1) {
			this.families.put(family.name(), claim.without(family));
		}
		else if (claim != null) {
			this.families.remove(family.name());
			this.ownersOfSamples.values().removeIf(family.name()::equals);
		}
	}

	private void checkSamples(ClaimedFamily family) {
		for (String sample : family.samples()) {
			String owner = this.ownersOfSamples.get(sample);
			if (owner != null && !owner.equals(family.name())) {
				throw new MetricDefinitionException(
						"%s and %s both have the name '%s'".formatted(family,
								Objects.requireNonNull(this.families.get(owner)).family(), sample),
						"Give one of the two another name");
			}
		}
	}

	private static void checkBeside(ClaimedFamily existing, ClaimedFamily family) {
		if (differ(existing.type(), family.type()) || family.hasLabelsOf(existing)) {
			throw new MetricDefinitionException(
					"%s is registered already, %s cannot be too".formatted(existing, family),
					"Give one of the two another name");
		}
	}

	private static boolean differ(@Nullable String type, @Nullable String other) {
		return type != null && other != null && !type.equals(other);
	}

	private record Claim(List<ClaimedFamily> holders) {

		ClaimedFamily family() {
			return this.holders.get(0);
		}

		Claim with(ClaimedFamily family) {
			List<ClaimedFamily> more = new ArrayList<>(this.holders);
			more.add(family);
			return new Claim(more);
		}

		Claim without(ClaimedFamily family) {
			List<ClaimedFamily> fewer = new ArrayList<>(this.holders);
			fewer.remove(family);
			return new Claim(fewer);
		}

	}

	/**
	 * A family that a collector says it has.
	 *
	 * @param name the name without suffixes
	 * @param type the type as the client writes it, null where the collector does not say
	 * @param labels the names of the labels, null where it does not say
	 * @param own whether the collector is Fennel's, of which the client knows the name
	 * only
	 */
	record ClaimedFamily(String name, @Nullable String type, @Nullable Set<String> labels, boolean own) {

		ClaimedFamily(String name, @Nullable String type) {
			this(name, type, null, false);
		}

		/** Of two that are both the client's, the client itself asks this. */
		boolean hasLabelsOf(ClaimedFamily other) {
			return (this.own || other.own) && this.labels != null && this.labels.equals(other.labels);
		}

		/**
		 * The names that nobody else may have.
		 */
		List<String> samples() {
			return switch ((this.type != null) ? this.type : "") {
				case "COUNTER" -> suffixed("", "_total", "_created");
				case "HISTOGRAM" -> suffixed("", "_bucket", "_count", "_sum", "_created");
				case "SUMMARY" -> suffixed("", "_count", "_sum", "_created");
				case "INFO" -> suffixed("", "_info");
				default -> List.of(this.name);
			};
		}

		private List<String> suffixed(String... suffixes) {
			return List.of(suffixes).stream().map((suffix) -> this.name + suffix).toList();
		}

		@Override
		public String toString() {
			return (this.type != null)
					? "the %s '%s'".formatted(this.type.toLowerCase(java.util.Locale.ROOT), this.name)
					: "the family '%s'".formatted(this.name);
		}

	}

}
