package dev.fennel;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Collects what a family is to be, then makes or finds it. Not safe for use by several
 * threads.
 *
 * @param <D> the type of the family's data points
 * @since 0.1.0
 */
public final class MetricFamilyBuilder<D> {

	private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private final MetricFactory factory;

	private final FamilyType type;

	private final String name;

	private final Function<FamilyDefinition, ClientMetric<D>> maker;

	private String help = "";

	private String[] labels = {};

	private String[] closed = {};

	private double[] distribution;

	private @Nullable String owner;

	private boolean exemplars;

	private @Nullable Class<?> states;

	private @Nullable GaugeMode gaugeMode;

	private boolean collectedLast;

	MetricFamilyBuilder(MetricFactory factory, FamilyType type, String name, double[] distribution,
			Function<FamilyDefinition, ClientMetric<D>> maker) {
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
	public MetricFamilyBuilder<D> help(String help) {
		this.help = help;
		return this;
	}

	/**
	 * Sets the names of the labels.
	 * @param names the names, in the order in which values will be given
	 * @return this
	 */
	public MetricFamilyBuilder<D> labels(String... names) {
		this.labels = names.clone();
		return this;
	}

	/**
	 * Names those of the labels whose values come from a closed set (an outcome, a
	 * status) and which therefore keep their values when the family is full.
	 * @param names some of the label names
	 * @return this
	 */
	public MetricFamilyBuilder<D> closed(String... names) {
		this.closed = names.clone();
		return this;
	}

	/**
	 * Sets the upper bounds of a histogram's buckets, in its unit. Without, a name that
	 * ends in {@code _bytes} has powers of 4 from 64 to 1 GiB, any other the latency
	 * bounds .005 to 10 seconds.
	 * @param upperBounds rising bounds, without infinity; an empty array leaves the
	 * default
	 * @return this
	 */
	public MetricFamilyBuilder<D> buckets(double... upperBounds) {
		requireType(FamilyType.HISTOGRAM, "buckets");
		if (upperBounds.length > 0) {
			this.distribution = Buckets.requireRising("'" + this.name + "'", upperBounds);
		}
		return this;
	}

	/**
	 * Sets the quantiles of a summary, which then costs far more per observation.
	 * @param quantiles values between 0 and 1
	 * @return this
	 */
	public MetricFamilyBuilder<D> quantiles(double... quantiles) {
		requireType(FamilyType.SUMMARY, "quantiles");
		for (double quantile : quantiles) {
			if (!(quantile >= 0 && quantile <= 1)) {
				throw new MetricDefinitionException(
						"The summary '%s' has the quantile %s".formatted(this.name, quantile),
						"List quantiles between 0 and 1");
			}
		}
		this.distribution = quantiles.clone();
		return this;
	}

	/**
	 * Sets how several processes that share one page show a gauge. Without, it is
	 * {@link GaugeMode#LIVE_ALL}; {@code fennel.multiprocess.gauges} overrides it.
	 * @param mode the mode
	 * @return this
	 */
	public MetricFamilyBuilder<D> gaugeMode(GaugeMode mode) {
		requireType(FamilyType.GAUGE, "gauge mode");
		this.gaugeMode = mode;
		return this;
	}

	/**
	 * Names who asks for the family, for the sentence about two who disagree. Without, it
	 * is the calling class.
	 * @param owner a class, a bean or an annotation
	 * @return this
	 */
	public MetricFamilyBuilder<D> askedBy(String owner) {
		this.owner = owner;
		return this;
	}

	/**
	 * Keeps exemplars, which counters and histograms can have: those that
	 * {@code incWithExemplar} and {@code observeWithExemplar} are given, and those that
	 * the client makes of the current span where there is a tracer. The client keeps an
	 * exemplar for some seconds before another takes its place, and OpenMetrics shows it.
	 * Recording costs more then.
	 * @return this
	 * @see ExemplarLabels
	 */
	public MetricFamilyBuilder<D> exemplars() {
		if (this.type != FamilyType.COUNTER) {
			requireType(FamilyType.HISTOGRAM, "exemplars");
		}
		this.exemplars = true;
		return this;
	}

	/**
	 * Makes the family and registers it, or gives the one that was asked for in the same
	 * way before. A family without labels is on the page from now on.
	 * @return the family
	 * @throws MetricDefinitionException if a name is refused, or if another class asked
	 * for the same name with another type, labels, help or buckets
	 */
	public MetricFamily<D> register() {
		return this.factory.register(this, ownerOr(WALKER.getCallerClass()));
	}

	/**
	 * Makes the family as {@link #register()} does and gives its only data point.
	 * @return the data point of a family without labels
	 * @throws MetricDefinitionException as {@link #register()}
	 */
	public D registerSingle() {
		return this.factory.register(this, ownerOr(WALKER.getCallerClass())).labelValues();
	}

	MetricFamilyBuilder<D> states(Class<?> states) {
		this.states = states;
		return this;
	}

	MetricFamilyBuilder<D> collectedLast() {
		this.collectedLast = true;
		return this;
	}

	private String ownerOr(Class<?> caller) {
		return (this.owner != null) ? this.owner : caller.getName();
	}

	private void requireType(FamilyType required, String what) {
		if (this.type != required) {
			throw new MetricDefinitionException(
					"'%s' is %s and has no %s".formatted(this.name, this.type.withArticle(), what),
					"Leave the %s out, or make it %s".formatted(what, required.withArticle()));
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

	boolean hasExemplars() {
		return this.exemplars;
	}

	@Nullable Class<?> states() {
		return this.states;
	}

	@Nullable GaugeMode gaugeMode() {
		return this.gaugeMode;
	}

	Function<FamilyDefinition, ClientMetric<D>> maker() {
		return this.maker;
	}

	boolean isCollectedLast() {
		return this.collectedLast;
	}

}
