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

	/**
	 * Collects what a family is to be, then makes or finds it. Not safe for use by
	 * several threads.
	 *
	 * @param <D> the type of the family's data points
	 * @since 0.1.0
	 */
	public static final class Builder<D> {

		private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

		private final MetricFactory factory;

		private final FamilyType type;

		private final String name;

		private final ClientMetricMaker<D> maker;

		private String help = "";

		private String[] labels = {};

		private String[] closed = {};

		private double[] distribution;

		private boolean collectedLast;

		Builder(MetricFactory factory, FamilyType type, String name, double[] distribution,
				ClientMetricMaker<D> maker) {
			this.factory = factory;
			this.type = type;
			this.name = name;
			this.distribution = distribution;
			this.maker = maker;
		}

		/**
		 * Sets the help text.
		 * @param help a phrase that says what is measured
		 * @return this
		 */
		public Builder<D> help(String help) {
			this.help = help;
			return this;
		}

		/**
		 * Sets the names of the labels.
		 * @param names the names, in the order in which values will be given
		 * @return this
		 */
		public Builder<D> labels(String... names) {
			this.labels = names.clone();
			return this;
		}

		/**
		 * Names those of the labels whose values come from a closed set (an outcome, a
		 * status) and which therefore keep their values when the family is full.
		 * @param names some of the label names
		 * @return this
		 */
		public Builder<D> closed(String... names) {
			this.closed = names.clone();
			return this;
		}

		/**
		 * Sets the upper bounds of a histogram's buckets, in its unit. Without, a name
		 * that ends in {@code _bytes} has powers of 4 from 64 to 1 GiB, any other the
		 * latency bounds .005 to 10 seconds.
		 * @param upperBounds rising bounds, without infinity; an empty array leaves the
		 * default
		 * @return this
		 */
		public Builder<D> buckets(double... upperBounds) {
			requireType(FamilyType.HISTOGRAM, "buckets");
			if (upperBounds.length > 0) {
				this.distribution = Buckets.requireRising(this.name, upperBounds);
			}
			return this;
		}

		/**
		 * Sets the quantiles of a summary, which then costs far more per observation.
		 * @param quantiles values between 0 and 1
		 * @return this
		 */
		public Builder<D> quantiles(double... quantiles) {
			requireType(FamilyType.SUMMARY, "quantiles");
			this.distribution = quantiles.clone();
			return this;
		}

		/**
		 * Makes the family and registers it, or gives the one that was asked for in the
		 * same way before. A family without labels is on the page from now on.
		 * @return the family
		 * @throws MetricDefinitionException if a name is refused, or if another class
		 * asked for the same name with another type, labels, help or buckets
		 */
		public MetricFamily<D> register() {
			return this.factory.register(this, WALKER.getCallerClass());
		}

		/**
		 * Makes the family as {@link #register()} does and gives its only data point.
		 * @return the data point of a family without labels
		 * @throws MetricDefinitionException as {@link #register()}
		 */
		public D registerSingle() {
			return this.factory.register(this, WALKER.getCallerClass()).labelValues();
		}

		Builder<D> collectedLast() {
			this.collectedLast = true;
			return this;
		}

		private void requireType(FamilyType required, String what) {
			if (this.type != required) {
				throw new MetricDefinitionException("'%s' is a %s and has no %s".formatted(this.name, this.type, what),
						"Leave the %s out, or make it a %s".formatted(what, required));
			}
		}

		FamilyType type() {
			return this.type;
		}

		String name() {
			return this.name;
		}

		String help() {
			return this.help;
		}

		String[] labels() {
			return this.labels;
		}

		String[] closed() {
			return this.closed;
		}

		double[] distribution() {
			return this.distribution;
		}

		ClientMetricMaker<D> maker() {
			return this.maker;
		}

		boolean isCollectedLast() {
			return this.collectedLast;
		}

	}

	/**
	 * Makes the client's metric for a definition.
	 *
	 * @param <D> the type of its data points
	 */
	@FunctionalInterface
	interface ClientMetricMaker<D> {

		ClientMetric<D> make(FamilyDefinition definition);

	}

}
