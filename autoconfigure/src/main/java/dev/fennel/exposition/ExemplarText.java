package dev.fennel.exposition;

import java.io.IOException;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Exemplars as they follow a value in OpenMetrics. Those whose label names must be
 * escaped or quoted are left to the client.
 */
final class ExemplarText {

	private ExemplarText() {
	}

	/**
	 * Whether a family has no exemplar that is left to the client.
	 */
	static boolean isPlain(MetricSnapshot family) {
		for (DataPointSnapshot point : family.getDataPoints()) {
			if (point instanceof CounterDataPointSnapshot counter && !isPlain(counter.getExemplar())) {
				return false;
			}
			if (point instanceof DistributionDataPointSnapshot distribution) {
				for (Exemplar exemplar : distribution.getExemplars()) {
					if (!isPlain(exemplar)) {
						return false;
					}
				}
			}
		}
		return true;
	}

	private static boolean isPlain(@Nullable Exemplar exemplar) {
		if (exemplar == null) {
			return true;
		}
		Labels labels = exemplar.getLabels();
		for (int i = 0; i < labels.size(); i++) {
			if (!isClassic(labels.getName(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isClassic(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
			if (!letter && (i == 0 || c < '0' || c > '9')) {
				return false;
			}
		}
		return !name.isEmpty();
	}

	static void write(Exemplar exemplar, PageSink sink) throws IOException {
		sink.write(' ');
		sink.write('#');
		sink.write(' ');
		sink.write('{');
		Labels labels = exemplar.getLabels();
		for (int i = 0; i < labels.size(); i++) {
			if (i > 0) {
				sink.write(',');
			}
			sink.write(PageSink.bytes(labels.getName(i)));
			sink.write('=');
			sink.write('"');
			sink.write(PageSink.bytes(escaped(labels.getValue(i))));
			sink.write('"');
		}
		sink.write('}');
		sink.write(' ');
		sink.write(exemplar.getValue());
		if (exemplar.hasTimestamp()) {
			sink.write(' ');
			sink.writeSeconds(exemplar.getTimestampMillis());
		}
	}

	private static String escaped(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
	}

}
