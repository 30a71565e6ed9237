package dev.fennel;

import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A data point of a state set of which exactly one state is true, whenever it is looked
 * at.
 *
 * @param <E> the type of the states
 * @since 0.1.0
 * @see MetricFactory#states(String, Class)
 */
public final class StateDataPoint<E extends Enum<E>> {

	private final String family;

	private final List<E> states;

	private final Labels labels;

	private final Runnable recorded;

	private volatile E state;

	StateDataPoint(String family, List<E> states, Labels labels, Runnable recorded) {
		this.family = family;
		this.states = states;
		this.labels = labels;
		this.recorded = recorded;
		this.state = states.get(0);
	}

	/**
	 * Makes a state the true one, and all others false.
	 * @param state the state
	 * @throws IllegalArgumentException if it is null; the one before stays then
	 */
	public void set(@Nullable E state) {
		if (state == null) {
			throw new IllegalArgumentException("The metric family '%s' has the states %s, but null was given"
				.formatted(this.family, this.states.stream().map((each) -> each.name()).toList()));
		}
		this.state = state;
		this.recorded.run();
	}

	/**
	 * Returns the true state.
	 * @return the one set last, at first the first constant
	 */
	public E get() {
		return this.state;
	}

	StateSetDataPointSnapshot snapshot() {
		E current = this.state;
		StateSetDataPointSnapshot.Builder snapshot = StateSetDataPointSnapshot.builder().labels(this.labels);
		this.states.forEach((each) -> snapshot.state(each.name(), each == current));
		return snapshot.build();
	}

}
