package dev.fennel.method;

import java.util.Objects;

import dev.fennel.MetricFamily;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data point of a call's end. Where the labels of calls that succeed are
 * constant, theirs is kept.
 *
 * @param <D> the type of the data points
 */
final class CallPoints<D> {

	private final MetricFamily<D> family;

	private final MethodLabels labels;

	private final @Nullable D success;

	CallPoints(MetricFamily<D> family, MethodLabels labels) {
		this.family = family;
		this.labels = labels;
		this.success = labels.areConstant() ? family.labelValues(labels.constants()) : null;
	}

	/** Whether calls that succeed have labels of their own. */
	boolean differ() {
		return this.success == null;
	}

	/** The data point of a call, null for one that succeeds where these do not differ. */
	D of(@Nullable MethodCall call) {
		D constant = this.success;
		if (constant != null && (call == null || call.outcome() == Outcome.SUCCESS)) {
			return constant;
		}
		return this.family.labelValues(this.labels.values(Objects.requireNonNull(call)));
	}

}
