package dev.fennel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Fennel accepts as names of families and labels: the classic data model of
 * Prometheus, less the suffixes that are refused by the clients of older Boot lines or
 * that collide with the samples of other families.
 *
 * @see <a href="https://prometheus.io/docs/concepts/data_model/">Data model</a>
 */
final class NameRules {

	private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final List<String> RESERVED_SUFFIXES = List.of("_total", "_created", "_bucket", "_info", "_count",
			"_sum");

	private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

	private NameRules() {
	}

	/**
	 * Checks the name of a family.
	 * @param name the name on the text page
	 * @param baseName the same without what its type adds
	 * @param ownName the same without namespace
	 */
	static void checkFamily(String name, String baseName, String ownName) {
		if (ownName.isEmpty()) {
			throw new MetricDefinitionException(
					"The metric name '%s' has nothing beside namespace and suffix".formatted(name),
					"Give the family a name, to which namespace and suffix are added");
		}
		if (!METRIC_NAME.matcher(name).matches()) {
			throw new MetricDefinitionException(
					"The metric name '%s' is not one that Prometheus accepts".formatted(name),
					"Use letters, digits, underscores and colons, and do not start with a digit");
		}
		for (String suffix : RESERVED_SUFFIXES) {
			if (baseName.endsWith(suffix)) {
				throw new MetricDefinitionException(
						"The metric name '%s' ends in '%s', which is reserved for the samples of other types"
							.formatted(name, suffix),
						"Take '%s' off the name".formatted(suffix));
			}
		}
	}

	static void checkLabels(String owner, Collection<String> names, Collection<String> reserved) {
		Set<String> seen = new HashSet<>(reserved);
		for (String name : names) {
			checkLabel(owner, name);
			if (!seen.add(name)) {
				throw new MetricDefinitionException("%s has the label '%s' twice".formatted(owner, name),
						"Rename one of the two, or take it out of fennel.common-labels");
			}
		}
	}

	static void checkLabelName(String owner, String name) {
		if (!LABEL_NAME.matcher(name).matches() || name.startsWith("__")) {
			throw new MetricDefinitionException(
					"%s has the label '%s', which is not a name that Prometheus accepts".formatted(owner, name),
					"Use letters, digits and underscores, do not start with a digit or with two underscores");
		}
	}

	private static void checkLabel(String owner, String name) {
		checkLabelName(owner, name);
		if (TARGET_LABELS.contains(name)) {
			throw new MetricDefinitionException(
					"%s has the label '%s', which Prometheus sets itself at each scrape".formatted(owner, name),
					"Choose another name for the label");
		}
	}

}
