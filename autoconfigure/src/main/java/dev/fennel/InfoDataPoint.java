package dev.fennel;

import java.util.List;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A data point of an info whose keys are free. Until it is set it has none but its
 * family's labels.
 *
 * @since 0.1.0
 * @see MetricFactory#info(String)
 */
public final class InfoDataPoint {

	private final String family;

	private final Labels labels;

	private final Runnable recorded;

	private volatile InfoDataPointSnapshot snapshot;

	InfoDataPoint(String family, Labels labels, Runnable recorded) {
		this.family = family;
		this.labels = labels;
		this.recorded = recorded;
		this.snapshot = new InfoDataPointSnapshot(labels);
	}

	/**
	 * Replaces all keys and values at once: a page shows either all of the old ones or
	 * all of the new ones.
	 * @param values values by their keys
	 * @throws IllegalArgumentException if a key is not one that Prometheus accepts as
	 * name of a label or is one of the family's labels, or if a value is null; what was
	 * set before stays then
	 */
	public void set(Map<String, ? extends @Nullable String> values) {
		String owner = "The metric family '%s'".formatted(this.family);
		values.forEach((key, value) -> {
			if (key == null || value == null) {
				throw new IllegalArgumentException(
						"%s was given the key '%s' with the value '%s', and neither may be null".formatted(owner, key,
								value));
			}
		});
		List<String> reserved = this.labels.stream().map((label) -> label.getName()).toList();
		NameRules.checkLabels(owner, values.keySet(), reserved);
		Labels.Builder keys = Labels.builder();
		values.forEach(keys::label);
		this.snapshot = new InfoDataPointSnapshot(this.labels.merge(keys.build()));
		this.recorded.run();
	}

	/**
	 * Replaces all keys and values at once, as {@link #set(Map)} does.
	 * @param keysAndValues keys, each followed by its value
	 * @throws IllegalArgumentException as {@link #set(Map)}, and if they are no pairs or
	 * a key is there twice
	 */
	public void set(@Nullable String... keysAndValues) {
		set(NameValuePairs.toMap("The metric family '%s'".formatted(this.family), keysAndValues));
	}

	InfoDataPointSnapshot snapshot() {
		return this.snapshot;
	}

}
