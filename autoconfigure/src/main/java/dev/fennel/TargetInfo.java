package dev.fennel;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.prometheus.metrics.core.metrics.Info;

/**
 * The family {@code target_info}, which describes the process as a whole.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://prometheus.io/docs/specs/om/open_metrics_spec/#supporting-target-metadata-in-both-push-based-and-pull-based-systems">OpenMetrics,
 * target metadata</a>
 */
public final class TargetInfo {

	private TargetInfo() {
	}

	/**
	 * Registers the family, if there is anything to tell.
	 * @param registry where to
	 * @param labels names and values
	 * @throws MetricDefinitionException if a name is refused
	 */
	public static void register(GuardedRegistry registry, Map<String, String> labels) {
		NameRules.checkLabels("fennel.target-info", labels.keySet(), Set.of());
		if (!labels.isEmpty()) {
			Map<String, String> sorted = new TreeMap<>(labels);
			Info info = Info.builder()
				.name("target")
				.help("Target metadata")
				.labelNames(sorted.keySet().toArray(String[]::new))
				.build();
			info.setLabelValues(sorted.values().toArray(String[]::new));
			registry.register(info);
		}
	}

}
