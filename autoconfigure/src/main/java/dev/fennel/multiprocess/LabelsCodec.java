package dev.fennel.multiprocess;

import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * Labels in a file.
 */
final class LabelsCodec {

	private LabelsCodec() {
	}

	static void write(Labels labels, SharedFileOutput out) {
		out.whole(labels.size());
		for (Label label : labels) {
			out.text(label.getName());
			out.text(label.getValue());
		}
	}

	static Labels read(SharedFileInput in) {
		int size = in.size();
		if (size == 0) {
			return Labels.EMPTY;
		}
		String[] names = new String[size];
		String[] values = new String[size];
		for (int i = 0; i < size; i++) {
			names[i] = in.text();
			values[i] = in.text();
		}
		return Labels.of(names, values);
	}

}
