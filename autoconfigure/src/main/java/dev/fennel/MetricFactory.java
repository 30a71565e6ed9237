package dev.fennel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Makes metric families of the official client with the application's namespace and
 * common labels, with default buckets, and with a bounded number of series. Asking twice
 * for the same family gives the same one; two classes that ask for one name in two ways
 * are told so, with the names of both.
 *
 * @since 0.1.0
 */
public final class MetricFactory implements AopInfrastructureBean {

	private static final int DEFAULT_MAX_SERIES = 5000;

	private static final String FOLDS = "fennel_series_folded";

	private final GuardedRegistry registry;

	private final String prefix;

	private final Set<String> commonLabelNames;

	private final ClientMetrics client;

	private final SeriesBudget budget;

	private final ConcurrentMap<String, Registered> families = new ConcurrentHashMap<>();

	private MetricFactory(Builder builder) {
		this.registry = builder.registry;
		this.prefix = builder.namespace.isEmpty() ? "" : builder.namespace + "_";
		this.commonLabelNames = builder.commonLabels.keySet();
		NameRules.checkLabels("fennel.common-labels", this.commonLabelNames, Set.of());
		this.client = new ClientMetrics(labels(builder.commonLabels), builder.histograms);
		FamilyDefinition folds = folds();
		ClientMetric<CounterDataPoint> foldsCounter = this.client.counter(folds);
		this.budget = new SeriesBudget(builder.maxSeries, foldsCounter);
		this.registry.register(foldsCounter.collector());
		this.families.put(folds.name(), new Registered(folds, new MetricFamily<>(folds, foldsCounter, this.budget)));
		this.registry.report(new ScrapeMetrics(this, this.budget));
	}

	/**
	 * Starts a factory that registers with the given registry.
	 * @param registry where the families go
	 * @return a builder
	 */
	public static Builder with(GuardedRegistry registry) {
		return new Builder(registry);
	}

	/**
	 * Starts a counter.
	 * @param name the name without namespace, with or without {@code _total}
	 * @return a builder
	 */
	public MetricFamilyBuilder<CounterDataPoint> counter(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.COUNTER, name, new double[0], this.client::counter);
	}

	/**
	 * Starts a gauge.
	 * @param name the name without namespace
	 * @return a builder
	 */
	public MetricFamilyBuilder<GaugeDataPoint> gauge(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.GAUGE, name, new double[0], this.client::gauge);
	}

	/**
	 * Starts a gauge that is moved up and down and hardly ever set, such as of what is in
	 * progress. Threads do not wait for each other. Of several processes that share one
	 * page it is the sum over the live ones, unless another mode is set.
	 * @param name the name without namespace
	 * @return a builder
	 */
	public MetricFamilyBuilder<GaugeDataPoint> upDownCounter(String name) {
		return new MetricFamilyBuilder<GaugeDataPoint>(this, FamilyType.GAUGE, name, new double[0],
				this.client::upDownCounter)
			.gaugeMode(GaugeMode.LIVE_SUM);
	}

	/**
	 * Starts a gauge whose values are read at each scrape, under the guard of the
	 * registry.
	 * @param name the name without namespace
	 * @return a builder
	 */
	public MetricFamilyBuilder<ReadDataPoint> readGauge(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.GAUGE, name, new double[0], this.client::readGauge);
	}

	/**
	 * Starts a histogram of durations in seconds or, where the name ends in
	 * {@code _bytes}, of sizes in bytes.
	 * @param name the name without namespace
	 * @return a builder
	 */
	public MetricFamilyBuilder<DistributionDataPoint> histogram(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.HISTOGRAM, name, Buckets.defaultsFor(name),
				this.client::histogram);
	}

	/**
	 * Starts a summary, which has count and sum only unless quantiles are asked for.
	 * @param name the name without namespace
	 * @return a builder
	 */
	public MetricFamilyBuilder<DistributionDataPoint> summary(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.SUMMARY, name, new double[0], this.client::summary);
	}

	/**
	 * Starts an info, whose keys are free and may change.
	 * @param name the name without namespace, with or without {@code _info}
	 * @return a builder
	 */
	public MetricFamilyBuilder<InfoDataPoint> info(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.INFO, name, new double[0], this.client::info);
	}

	/**
	 * Starts an info whose keys and values are read at each scrape, under the guard of
	 * the registry.
	 * @param name the name without namespace, with or without {@code _info}
	 * @return a builder
	 */
	public MetricFamilyBuilder<ReadInfoDataPoint> readInfo(String name) {
		return new MetricFamilyBuilder<>(this, FamilyType.INFO, name, new double[0], this.client::readInfo);
	}

	/**
	 * Starts a state set of which exactly one state is true, at first the first.
	 * @param <E> the type of the states
	 * @param name the name without namespace
	 * @param states an enum, whose constants' names are the states
	 * @return a builder
	 * @throws MetricDefinitionException if the enum has no constants
	 */
	public <E extends Enum<E>> MetricFamilyBuilder<StateDataPoint<E>> states(String name, Class<E> states) {
		List<E> constants = List.of(states.getEnumConstants());
		if (constants.isEmpty()) {
			throw new MetricDefinitionException(
					"The enum %s of the states of '%s' has no constants".formatted(states.getName(), name),
					"Give it a constant for each state");
		}
		return new MetricFamilyBuilder<StateDataPoint<E>>(this, FamilyType.STATESET, name, new double[0],
				(definition) -> this.client.states(definition, constants))
			.states(states);
	}

	/**
	 * Returns how many label sets a family may hold.
	 * @return {@code fennel.max-series}
	 */
	public int maxSeries() {
		return this.budget.maxSeries();
	}

	/**
	 * Returns how several processes show each gauge for which that was said when it was
	 * made.
	 * @return the modes by name of the family
	 */
	public Map<String, GaugeMode> gaugeModes() {
		Map<String, GaugeMode> modes = new TreeMap<>();
		this.families.forEach((name, family) -> {
			GaugeMode mode = family.definition().gaugeMode();
			if (mode != null) {
				modes.put(name, mode);
			}
		});
		return modes;
	}

	/** Whether a family on the page is one that this factory made. */
	boolean made(String pageName) {
		return this.families.containsKey(pageName);
	}

	/**
	 * Each family made so far, with its type and labels.
	 */
	Map<String, String> describe() {
		Map<String, String> descriptions = new TreeMap<>();
		this.families.forEach((name, family) -> descriptions.put(name,
				family.definition().type() + " " + new TreeSet<>(family.definition().labels())));
		return descriptions;
	}

	<D> MetricFamily<D> register(MetricFamilyBuilder<D> builder, String owner) {
		String name = pageName(builder.type(), builder.name());
		FamilyDefinition definition = FamilyDefinition.of(name, builder.type(), builder, owner);
		check(definition, builder.name());
		Registered registered = this.families.computeIfAbsent(name, (key) -> make(definition, builder));
		registered.definition().requireSame(definition);
		@SuppressWarnings("unchecked") // same definition, hence same type of data point
		MetricFamily<D> family = (MetricFamily<D>) registered.family();
		return family;
	}

	private <D> Registered make(FamilyDefinition definition, MetricFamilyBuilder<D> builder) {
		ClientMetric<D> metric = builder.maker().apply(definition);
		this.registry.register(metric.collector(), builder.isCollectedLast());
		MetricFamily<D> family = new MetricFamily<>(definition, metric, this.budget);
		if (definition.labels().isEmpty()) {
			family.labelValues();
		}
		else {
			this.budget.folds(definition.name());
		}
		return new Registered(definition, family);
	}

	private void check(FamilyDefinition definition, String askedFor) {
		NameRules.checkFamily(definition.name(), definition.baseName(), definition.type().baseName(askedFor));
		String owner = "The metric family '%s'".formatted(definition.name());
		NameRules.checkLabels(owner, definition.labels(), this.commonLabelNames);
		String reserved = definition.type().reservedLabel(definition.baseName());
		if (definition.labels().contains(reserved) || this.commonLabelNames.contains(reserved)) {
			throw new MetricDefinitionException("%s has the label '%s', which %s has itself".formatted(owner, reserved,
					definition.type().withArticle()), "Choose another name for the label");
		}
	}

	private String pageName(FamilyType type, String name) {
		return type.pageName(this.prefix + name);
	}

	private FamilyDefinition folds() {
		FamilyDefinition definition = new FamilyDefinition(pageName(FamilyType.COUNTER, FOLDS), FamilyType.COUNTER,
				"Records that went to folded series because their family was full", List.of("family"), Set.of("family"),
				List.of(), false, null, null, MetricFactory.class.getName());
		check(definition, FOLDS);
		return definition;
	}

	private static Labels labels(Map<String, String> map) {
		return Labels.of(map.keySet().toArray(String[]::new), map.values().toArray(String[]::new));
	}

	private record Registered(FamilyDefinition definition, MetricFamily<?> family) {
	}

	/**
	 * Collects the settings of a {@link MetricFactory}.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final GuardedRegistry registry;

		private String namespace = "";

		private Map<String, String> commonLabels = Map.of();

		private int maxSeries = DEFAULT_MAX_SERIES;

		private HistogramType histograms = HistogramType.CLASSIC;

		private Builder(GuardedRegistry registry) {
			this.registry = registry;
		}

		/**
		 * Sets what is put before each name, an underscore between.
		 * @param namespace the namespace, empty for none
		 * @return this
		 */
		public Builder namespace(String namespace) {
			this.namespace = namespace;
			return this;
		}

		/**
		 * Sets the labels that each family has with a constant value.
		 * @param commonLabels names and values
		 * @return this
		 */
		public Builder commonLabels(Map<String, String> commonLabels) {
			this.commonLabels = new TreeMap<>(commonLabels);
			return this;
		}

		/**
		 * Sets how many label sets a family may hold.
		 * @param maxSeries a positive number
		 * @return this
		 */
		public Builder maxSeries(int maxSeries) {
			if (maxSeries < 1) {
				throw new MetricDefinitionException("fennel.max-series is %d".formatted(maxSeries),
						"Set a positive number, or leave it out for the default of " + DEFAULT_MAX_SERIES);
			}
			this.maxSeries = maxSeries;
			return this;
		}

		/**
		 * Sets what histograms are made of.
		 * @param histograms the type
		 * @return this
		 */
		public Builder histograms(HistogramType histograms) {
			this.histograms = histograms;
			return this;
		}

		/**
		 * Makes the factory, and with it the families about scrapes and folded series.
		 * @return the factory
		 * @throws MetricDefinitionException if a common label has a name that is refused
		 */
		public MetricFactory build() {
			return new MetricFactory(this);
		}

	}

}
