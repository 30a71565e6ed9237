package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.fennel.NameClaims.ClaimedFamily;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Something registered, in the one form in which the registry reads it.
 *
 * @param collector the very instance that was registered
 * @param label its name in {@code fennel_collector_up}
 * @param claims the families that it said it has when it was registered; empty where it
 * does not say
 * @param trusted whether it runs no code but the client's and Fennel's
 * @param last whether it is collected after the others
 * @param collection collects what a filter lets through
 */
record CollectorSource(Object collector, String label, List<ClaimedFamily> claims, boolean trusted, boolean last,
		BiFunction<@Nullable Predicate<String>, @Nullable PrometheusScrapeRequest, Iterable<MetricSnapshot>> collection) {

	private static final Set<Class<?>> PLAIN_TYPES = Set.of(Counter.class, Gauge.class, Histogram.class, Summary.class,
			Info.class, StateSet.class);

	static CollectorSource of(Collector collector, boolean last) {
		List<ClaimedFamily> claims = CollectorTypes.families(collector);
		boolean trusted = (collector instanceof SnapshotCollector<?> own) ? own.isTrusted()
				: PLAIN_TYPES.contains(collector.getClass());
		return new CollectorSource(collector, label(collector, claims), claims, trusted, last,
				(filter, request) -> Stream.ofNullable(collect(collector, filter, request)).toList());
	}

	static CollectorSource of(MultiCollector collector, @Nullable String label) {
		return new CollectorSource(collector, (label != null) ? label : collector.getClass().getSimpleName(),
				CollectorTypes.families(collector), false, false,
				(filter, request) -> collect(collector, filter, request));
	}

	/**
	 * Collects, without a copy where that can be.
	 */
	List<CollectedFamily> families(@Nullable Predicate<String> filter, @Nullable PrometheusScrapeRequest request) {
		if (this.collector instanceof SnapshotCollector<?> own) {
			return List.of(own.family());
		}
		List<CollectedFamily> families = new ArrayList<>();
		for (MetricSnapshot family : this.collection.apply(filter, request)) {
			families.add(CollectedFamily.of(family));
		}
		return families;
	}

	/**
	 * The same source with a number behind its label, where another has the label.
	 */
	CollectorSource numbered(int number) {
		return new CollectorSource(this.collector, this.label + "-" + number, this.claims, this.trusted, this.last,
				this.collection);
	}

	boolean mayHave(@Nullable Predicate<String> filter) {
		return filter == null || this.claims.isEmpty()
				|| this.claims.stream().map(ClaimedFamily::name).anyMatch(filter);
	}

	private static String label(Collector collector, List<ClaimedFamily> claims) {
		if (claims.isEmpty()) {
			return collector.getClass().getSimpleName();
		}
		String name = claims.get(0).name();
		return (collector instanceof CounterWithCallback) ? FamilyType.COUNTER.pageName(name) : name;
	}

	private static @Nullable MetricSnapshot collect(Collector collector, @Nullable Predicate<String> filter,
			@Nullable PrometheusScrapeRequest request) {
		if (filter == null) {
			return (request != null) ? collector.collect(request) : collector.collect();
		}
		return (request != null) ? collector.collect(filter, request) : collector.collect(filter);
	}

	private static Iterable<MetricSnapshot> collect(MultiCollector collector, @Nullable Predicate<String> filter,
			@Nullable PrometheusScrapeRequest request) {
		if (filter == null) {
			return (request != null) ? collector.collect(request) : collector.collect();
		}
		return (request != null) ? collector.collect(filter, request) : collector.collect(filter);
	}

}
