package dev.fennel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
 * @param <D> the type of its data points, an interface of the official client or, for
 * what that has not, a class of Fennel's
 * @since 0.1.0
 */
public final class MetricFamily<D> {

	static final String OTHER = "__other__";

	private final FamilyDefinition definition;

	private final ClientMetric<D> metric;

	private final SeriesBudget budget;

	private final ConcurrentMap<List<String>, D> points;

	private final ConcurrentMap<List<String>, D> folded = new ConcurrentHashMap<>();

	private volatile boolean full;

	MetricFamily(FamilyDefinition definition, ClientMetric<D> metric, SeriesBudget budget) {
		this.definition = definition;
		this.metric = metric;
		this.points = metric.points();
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
	 * Returns the data point with the given label values, as {@link #labelValues} does.
	 * @param values a value for each label name; of an enum its constant's name counts,
	 * of all else the text, null becomes {@code ""}
	 * @return the data point
	 * @throws IllegalArgumentException if the names are not those of the labels
	 */
	public D labels(Map<String, ?> values) {
		List<String> names = this.definition.labels();
		requireNames(values.size() == names.size() && values.keySet().containsAll(names), values);
		return labelValues(names.stream().map((name) -> text(values.get(name))).toArray(String[]::new));
	}

	/**
	 * Returns the data point with the given label values, as {@link #labelValues} does.
	 * @param namesAndValues each label name, in any order, followed by its value
	 * @return the data point
	 * @throws IllegalArgumentException if the names are not those of the labels, or are
	 * no pairs with values
	 */
	public D labels(@Nullable String... namesAndValues) {
		return labels(NameValuePairs.toMap(
				"The metric family '%s' with the labels %s".formatted(name(), this.definition.labels()),
				namesAndValues));
	}

	/**
	 * Puts a data point on the page for each combination of the constants of enums, each
	 * with the constant's name as value.
	 * @param oneForEachLabel an enum for each label name, in their order
	 * @return this
	 * @throws IllegalArgumentException if the number of enums is not that of the names
	 */
	@SafeVarargs
	public final MetricFamily<D> initialize(Class<? extends Enum<?>>... oneForEachLabel) {
		List<String> names = this.definition.labels();
		if (oneForEachLabel.length != names.size()) {
			throw new IllegalArgumentException("The metric family '%s' has the labels %s, but %d enums were given"
				.formatted(name(), names, oneForEachLabel.length));
		}
		List<List<String>> combinations = List.of(List.of());
		for (Class<? extends Enum<?>> type : oneForEachLabel) {
			combinations = combinations.stream()
				.flatMap((values) -> Arrays.stream(type.getEnumConstants()).map((constant) -> with(values, constant)))
				.toList();
		}
		combinations.forEach((values) -> labelValues(values(values)));
		return this;
	}

	/**
	 * Removes the data point with the given label values from the page.
	 * @param values one value for each label name, in their order
	 */
	public void remove(@Nullable String... values) {
		List<String> key = key(values);
		synchronized (this.points) {
			drop(key);
		}
	}

	/**
	 * Removes all data points that have some label values from the page. What was folded
	 * stays.
	 * @param values a value for some of the label names, read as {@link #labels(Map)}
	 * does; if there is none, nothing is removed
	 * @throws IllegalArgumentException if a name is not one of the labels
	 */
	public void removeMatching(Map<String, ?> values) {
		List<String> names = new ArrayList<>(this.definition.labels());
		requireNames(names.containsAll(values.keySet()), values);
		if (!values.isEmpty()) {
			synchronized (this.points) {
				this.points.keySet().stream().filter((key) -> matches(key, values)).forEach(this::drop);
			}
		}
	}

	/**
	 * Starts the data point with the given label values again, at 0 and as created now.
	 * It is replaced: what was recorded on one that was handed out before no longer
	 * counts, so whoever keeps it must take the new one. A folded data point is not
	 * reset.
	 * @param values one value for each label name, in their order
	 * @return the new data point
	 * @throws IllegalArgumentException if the number of values is not that of the names
	 */
	public D reset(@Nullable String... values) {
		List<String> key = key(values);
		synchronized (this.points) {
			drop(key);
			return admit(key);
		}
	}

	private void drop(List<String> key) {
		if (this.points.remove(key) != null) {
			this.metric.remove(key);
			this.full = false;
		}
	}

	private boolean matches(List<String> key, Map<String, ?> values) {
		List<String> names = this.definition.labels();
		return values.keySet().stream().allMatch((name) -> key.get(names.indexOf(name)).equals(text(values.get(name))));
	}

	private void requireNames(boolean known, Map<String, ?> values) {
		if (!known) {
			throw new IllegalArgumentException("The metric family '%s' has the labels %s, but %s were given".formatted(
					name(), this.definition.labels(), values.keySet().stream().map(String::valueOf).sorted().toList()));
		}
	}

	private static String text(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		return (value instanceof Enum<?> constant) ? constant.name() : value.toString();
	}

	private static List<String> with(List<String> values, Enum<?> last) {
		List<String> result = new ArrayList<>(values);
		result.add(last.name());
		return result;
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
				point = this.metric.point(key);
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
				(values) -> this.metric.folded(values, this.budget.folds(name())));
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
