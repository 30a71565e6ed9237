package dev.fennel;

import java.util.List;
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

	private volatile @Nullable ScrapeMetrics metrics;

	/**
	 * Returns the guard under which this registry runs code of others.
	 * @return the guard
	 */
	public CollectorGuard guard() {
		return this.guard;
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
			this.sources.add(CollectorSource.of(collector, name));
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
			this.sources.add(CollectorSource.of(collector, last));
		}
	}

	void report(ScrapeMetrics metrics) {
		this.metrics = metrics;
		this.guard.report(metrics);
	}

	private MetricSnapshots collect(@Nullable Predicate<String> filter, @Nullable PrometheusScrapeRequest request) {
		SnapshotMerger page = new SnapshotMerger(false);
		collect(page, false, filter, request);
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.counted(page.families(), filter == null);
		}
		collect(page, true, filter, request);
		return page.build();
	}

	private void collect(SnapshotMerger page, boolean last, @Nullable Predicate<String> filter,
			@Nullable PrometheusScrapeRequest request) {
		for (CollectorSource source : this.sources) {
			if (source.last() == last && source.mayHave(filter)) {
				Iterable<MetricSnapshot> collected = collect(source, filter, request);
				if (collected != null) {
					collected.forEach((family) -> add(page, family));
				}
			}
		}
	}

	private @Nullable Iterable<MetricSnapshot> collect(CollectorSource source, @Nullable Predicate<String> filter,
			@Nullable PrometheusScrapeRequest request) {
		if (source.trusted()) {
			return source.collection().apply(filter, request);
		}
		return this.guard.collect(source.label(), () -> source.collection().apply(filter, request));
	}

	private void add(SnapshotMerger page, MetricSnapshot family) {
		if (!page.add(family)) {
			this.guard.leftOut(SampleNames.pageName(family),
					"a family registered earlier has that name, or that of one of its samples, with another type",
					null);
		}
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
