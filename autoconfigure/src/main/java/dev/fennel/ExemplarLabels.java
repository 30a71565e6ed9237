package dev.fennel;

import java.util.Map;

import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Makes the labels of an exemplar and checks them by the rules of OpenMetrics, of which
 * the client does not know the limit of length. Made as the argument of
 * {@code incWithExemplar} or {@code observeWithExemplar}, labels that break a rule are
 * refused before the value is recorded.
 *
 * @since 0.1.0
 * @see MetricFamilyBuilder#exemplars()
 * @see <a href=
 * "https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars">OpenMetrics 1.0,
 * exemplars</a>
 */
public final class ExemplarLabels {

	private static final int MAX_CHARACTERS = 128;

	private ExemplarLabels() {
	}

	/**
	 * Returns the labels of an exemplar. Where there is a tracer, the client adds
	 * {@code trace_id} and {@code span_id}, which take 63 of the characters.
	 * @param namesAndValues names, each followed by its value; together they have 128
	 * characters at most, counted as code points
	 * @return the labels
	 * @throws IllegalArgumentException if a name is not one that Prometheus accepts or is
	 * there twice, if a name or a value is missing, or if there are too many characters
	 */
	public static Labels of(@Nullable String... namesAndValues) {
		Labels.Builder labels = Labels.builder();
		int characters = 0;
		Map<String, @Nullable String> values = NameValuePairs.toMap("The exemplar", namesAndValues);
		for (Map.Entry<String, @Nullable String> label : values.entrySet()) {
			String value = label.getValue();
			if (value == null) {
				throw new IllegalArgumentException(
						"The exemplar was given no value for '%s'".formatted(label.getKey()));
			}
			NameRules.checkLabelName("The exemplar", label.getKey());
			labels.label(label.getKey(), value);
			characters += codePoints(label.getKey()) + codePoints(value);
		}
		if (characters > MAX_CHARACTERS) {
			throw new IllegalArgumentException(
					"The labels %s of the exemplar and their values have %d characters, OpenMetrics allows %d"
						.formatted(values.keySet(), characters, MAX_CHARACTERS));
		}
		return labels.build();
	}

	private static int codePoints(String text) {
		return text.codePointCount(0, text.length());
	}

}
