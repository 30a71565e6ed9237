package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * A metric family of the official client with a bounded number of label sets. Keep the
 * data point that {@link #labelValues} gives where the values are constant: recording on
 * it then costs an adder and nothing else.
 * <p>
 * Beyond {@code fennel.max-series} label sets, new ones are folded: labels with an open
 * set of values become {@code __other__}, labels with a closed set keep theirs. What is
 * counted or observed on a folded series is still counted, a gauge that is set is left
 * out.
 *
 * @param <D> the type of its data points, an interface of the official client
 * @since 0.1.0
 */
public final class MetricFamily<D> {

	static final String OTHER = "__other__";

	private final FamilyDefinition definition;

	private final ClientMetric<D> metric;

	private final SeriesBudget budget;

	private final ConcurrentMap<List<String>, D> points = new ConcurrentHashMap<>();

	private final ConcurrentMap<List<String>, D> folded = new ConcurrentHashMap<>();

	private volatile boolean full;

	MetricFamily(FamilyDefinition definition, ClientMetric<D> metric, SeriesBudget budget) {
		this.definition = definition;
		this.metric = metric;
		this.budget = budget;
	}

	/**
	 * Returns the family's name on the text page, with namespace, counters with
	 * {@code _total}.
	 * @return the name
	 */
	public String name() {
		return this.definition.name();
	}

	/**
	 * Returns the data point with the given label values, which then is on the page, or
	 * the folded one where the family is full.
	 * @param values one value for each label name, in their order; null becomes
	 * {@code ""}
	 * @return the data point, the same one at each call as long as it is not removed
	 * @throws IllegalArgumentException if the number of values is not that of the names
	 */
	public D labelValues(@Nullable String... values) {
		List<String> key = key(values);
		D point = this.points.get(key);
		if (point != null) {
			return point;
		}
		return this.full ? fold(key) : admit(key);
	}

	/**
	 * Removes the data point with the given label values from the page.
	 * @param values one value for each label name, in their order
	 */
	public void remove(@Nullable String... values) {
		List<String> key = key(values);
		synchronized (this.points) {
			if (this.points.remove(key) != null) {
				this.metric.remove(values(key));
				this.full = false;
			}
		}
	}

	private List<String> key(@Nullable String[] values) {
		List<String> names = this.definition.labels();
		if (values.length != names.size()) {
			throw new IllegalArgumentException("The metric family '%s' has the labels %s, but %d values were given"
				.formatted(name(), names, values.length));
		}
		String[] copy = new String[values.length];
		for (int i = 0; i < copy.length; i++) {
			String value = values[i];
			copy[i] = (value != null) ? value : "";
		}
		return List.of(copy);
	}

	private D admit(List<String> key) {
		synchronized (this.points) {
			D point = this.points.get(key);
			if (point != null) {
				return point;
			}
			if (this.points.size() < this.budget.maxSeries()) {
				point = this.metric.point(values(key));
				this.points.put(key, point);
				return point;
			}
			this.full = true;
		}
		return fold(key);
	}

	private D fold(List<String> key) {
		List<String> foldedKey = foldedKey(key);
		D point = this.folded.get(foldedKey);
		if (point != null) {
			return point;
		}
		this.budget.overrun(name());
		return this.folded.computeIfAbsent(foldedKey,
				(values) -> this.metric.folded(() -> this.metric.point(values(values)), this.budget.folds(name())));
	}

	private List<String> foldedKey(List<String> key) {
		List<String> names = this.definition.labels();
		List<String> result = new ArrayList<>(key.size());
		for (int i = 0; i < key.size(); i++) {
			result.add(this.definition.closed().contains(names.get(i)) ? key.get(i) : OTHER);
		}
		return result;
	}

	private static String[] values(List<String> key) {
		return key.toArray(String[]::new);
	}

}
