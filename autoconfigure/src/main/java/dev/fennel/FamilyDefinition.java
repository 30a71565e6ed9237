package dev.fennel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a family was asked for as. Two askers of one name must agree in everything but the
 * owner.
 *
 * @param name the name on the text page, with namespace
 * @param type the type
 * @param help the help text
 * @param labels the label names, in the order of their values
 * @param closed those of the labels whose values come from a closed set
 * @param distribution the upper bounds of a histogram or the quantiles of a summary
 * @param exemplars whether exemplars are kept
 * @param states the enum of a state set, null for all other types
 * @param gaugeMode how several processes show a gauge, null where it was not said
 * @param owner who asked
 */
record FamilyDefinition(String name, FamilyType type, String help, List<String> labels, Set<String> closed,
		List<Double> distribution, boolean exemplars, @Nullable Class<?> states, @Nullable GaugeMode gaugeMode,
		String owner) {

	static FamilyDefinition of(String name, FamilyType type, MetricFamilyBuilder<?> builder, String owner) {
		List<Double> distribution = new ArrayList<>();
		Arrays.stream(builder.distribution()).forEach(distribution::add);
		return new FamilyDefinition(name, type, builder.help(), List.of(builder.labels()), Set.of(builder.closed()),
				List.copyOf(distribution), builder.hasExemplars(), builder.states(), builder.gaugeMode(), owner);
	}

	String baseName() {
		return this.type.baseName(this.name);
	}

	void requireSame(FamilyDefinition other) {
		if (!describe().equals(other.describe())) {
			throw new MetricDefinitionException(
					"The metric family '%s' is asked for by %s as %s and by %s as %s".formatted(this.name, this.owner,
							describe(), other.owner, other.describe()),
					"Give one of the two another name, or make them the same");
		}
	}

	private String describe() {
		StringBuilder text = new StringBuilder(this.type.withArticle()).append(" with the labels ").append(this.labels);
		if (!this.distribution.isEmpty()) {
			text.append(", the ")
				.append((this.type == FamilyType.SUMMARY) ? "quantiles " : "buckets ")
				.append(this.distribution);
		}
		if (this.states != null) {
			text.append(", the states of ").append(this.states.getName());
		}
		if (this.gaugeMode != null) {
			text.append(", the mode ").append(this.gaugeMode);
		}
		if (this.exemplars) {
			text.append(", exemplars");
		}
		return text.append(" and the help '").append(this.help).append("'").toString();
	}

}
