package dev.fennel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * A registry of the official client whose scrape always answers: what throws is left out
 * and reported, all else is served. What is registered is checked and held by the client
 * itself; the same instance twice is no clash.
 *
 * @since 0.1.0
 */
public final class GuardedRegistry extends PrometheusRegistry implements AopInfrastructureBean {

	private final List<CollectorSource> sources = new CopyOnWriteArrayList<>();

	private final CollectorGuard guard = new CollectorGuard();

	private volatile Duration collectorTimeout = Duration.ofMillis(500);

	private volatile @Nullable ScrapeMetrics metrics;

	/**
	 * Returns the guard under which this registry runs code of others.
	 * @return the guard
	 */
	public CollectorGuard guard() {
		return this.guard;
	}

	/**
	 * Sets how long a collector of others may take before it is left out of a page.
	 * @param collectorTimeout a positive duration; without, 500 ms
	 */
	public void setCollectorTimeout(Duration collectorTimeout) {
		this.collectorTimeout = collectorTimeout;
	}

	@Override
	public void register(Collector collector) {
		register(collector, false);
	}

	/**
	 * Registers a collector of several families under the name that it has in
	 * {@code fennel_collector_up}.
	 * @param collector the collector
	 * @param name its name, by custom that of its bean
	 */
	public void register(MultiCollector collector, @Nullable String name) {
		if (find(collector) == null) {
			super.register(collector);
			hold(CollectorSource.of(collector, name));
		}
	}

	@Override
	public void register(MultiCollector collector) {
		register(collector, null);
	}

	@Override
	public void unregister(Collector collector) {
		CollectorSource source = find(collector);
		if (source != null) {
			super.unregister(collector);
			forget(source);
		}
	}

	@Override
	public void unregister(MultiCollector collector) {
		CollectorSource source = find(collector);
		if (source != null) {
			super.unregister(collector);
			forget(source);
		}
	}

	@Override
	public void clear() {
		super.clear();
		this.sources.clear();
	}

	@Override
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		return collect(null, request);
	}

	@Override
	public MetricSnapshots scrape(@Nullable Predicate<String> includedNames,
			@Nullable PrometheusScrapeRequest request) {
		return collect(includedNames, request);
	}

	void register(Collector collector, boolean last) {
		if (find(collector) == null) {
			super.register(collector);
			hold(CollectorSource.of(collector, last));
		}
	}

	void report(ScrapeMetrics metrics) {
		this.metrics = metrics;
		this.guard.report(metrics);
	}

	private MetricSnapshots collect(@Nullable Predicate<String> filter, @Nullable PrometheusScrapeRequest request) {
		SnapshotMerger page = new SnapshotMerger(false);
		Map<String, Iterable<MetricSnapshot>> guarded = collectGuarded(filter, request);
		for (CollectorSource source : this.sources) {
			if (!source.trusted()) {
				add(page, guarded.get(source.label()));
			}
			else if (!source.last() && source.mayHave(filter)) {
				add(page, source.collection().apply(filter, request));
			}
		}
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.counted(page.families(), filter == null);
		}
		for (CollectorSource source : this.sources) {
			if (source.last() && source.mayHave(filter)) {
				add(page, source.collection().apply(filter, request));
			}
		}
		return page.build();
	}

	private Map<String, Iterable<MetricSnapshot>> collectGuarded(@Nullable Predicate<String> filter,
			@Nullable PrometheusScrapeRequest request) {
		boolean shared = filter == null && request == null;
		List<GuardedCollection<Iterable<MetricSnapshot>>> collections = new ArrayList<>();
		for (CollectorSource source : this.sources) {
			if (!source.trusted() && source.mayHave(filter)) {
				collections.add(new GuardedCollection<>(source.label(), source.collector(), shared,
						() -> source.collection().apply(filter, request)));
			}
		}
		return this.guard.collect(collections, this.collectorTimeout);
	}

	private void add(SnapshotMerger page, @Nullable Iterable<MetricSnapshot> families) {
		if (families != null) {
			families.forEach((family) -> add(page, family));
		}
	}

	private void add(SnapshotMerger page, MetricSnapshot family) {
		if (!page.add(family)) {
			this.guard.leftOut(SampleNames.pageName(family),
					"a family registered earlier has that name, or that of one of its samples, with another type",
					null);
		}
	}

	private synchronized void hold(CollectorSource source) {
		CollectorSource named = source;
		for (int number = 2; hasLabel(named.label()); number++) {
			named = source.numbered(number);
		}
		this.sources.add(named);
	}

	private boolean hasLabel(String label) {
		return this.sources.stream().anyMatch((source) -> source.label().equals(label));
	}

	private void forget(CollectorSource source) {
		this.sources.remove(source);
		this.guard.forget(source.label());
	}

	private @Nullable CollectorSource find(Object collector) {
		for (CollectorSource source : this.sources) {
			if (source.collector() == collector) {
				return source;
			}
		}
		return null;
	}

}
