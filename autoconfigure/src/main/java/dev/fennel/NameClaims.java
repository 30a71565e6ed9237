package dev.fennel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
			this.families.put(family.name(), new Claim(family, 1));
		}
		else {
			checkType(existing.family(), family);
			this.families.put(family.name(), new Claim(existing.family(), existing.holders() + 1));
		}
	}

	private void release(ClaimedFamily family) {
		Claim claim = this.families.get(family.name());
		if (claim != null && claim.holders() > 1) {
			this.families.put(family.name(), new Claim(claim.family(), claim.holders() - 1));
		}
		else if (claim != null) {
			this.families.remove(family.name());
			claim.family().samples().forEach((sample) -> this.ownersOfSamples.remove(sample, family.name()));
		}
	}

	private void checkSamples(ClaimedFamily family) {
		for (String sample : family.samples()) {
			String owner = this.ownersOfSamples.get(sample);
			if (owner != null) {
				throw new MetricDefinitionException(
						"%s and %s both have the name '%s'".formatted(family,
								Objects.requireNonNull(this.families.get(owner)).family(), sample),
						"Give one of the two another name");
			}
		}
	}

	private static void checkType(ClaimedFamily existing, ClaimedFamily family) {
		if (existing.type() != null && family.type() != null && !existing.type().equals(family.type())) {
			throw new MetricDefinitionException(
					"%s is registered already, %s cannot be too".formatted(existing, family),
					"Give one of the two another name");
		}
	}

	private record Claim(ClaimedFamily family, int holders) {
	}

	/**
	 * A family that a collector says it has.
	 *
	 * @param name the name without suffixes
	 * @param type the type as the client writes it, null where the collector does not say
	 */
	record ClaimedFamily(String name, @Nullable String type) {

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
