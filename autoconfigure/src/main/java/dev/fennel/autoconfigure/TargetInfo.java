package dev.fennel.autoconfigure;

import java.util.Map;
import java.util.TreeMap;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The family {@code target_info}, which describes the process as a whole.
 *
 * @see <a href=
 * "https://prometheus.io/docs/specs/om/open_metrics_spec/#supporting-target-metadata-in-both-push-based-and-pull-based-systems">OpenMetrics,
 * target metadata</a>
 */
final class TargetInfo {

	private TargetInfo() {
	}

	static void register(PrometheusRegistry registry, Map<String, String> labels) {
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
