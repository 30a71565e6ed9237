package dev.fennel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.fennel.NameClaims.ClaimedFamily;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
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

	/** The labels of those that had a family which is not on the last page. */
	private final Set<String> refused = ConcurrentHashMap.newKeySet();

	private final NameClaims claims = new NameClaims();

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
		hold(CollectorSource.of(collector, name), () -> super.register(collector));
	}

	@Override
	public void register(MultiCollector collector) {
		register(collector, null);
	}

	@Override
	public void unregister(Collector collector) {
		release(collector, () -> super.unregister(collector));
	}

	@Override
	public void unregister(MultiCollector collector) {
		release(collector, () -> super.unregister(collector));
	}

	/**
	 * Finds what has a family.
	 * @param family the name of the family, with or without its suffix on the page
	 * @return a {@link Collector} or {@link MultiCollector} that says it has it
	 */
	public Optional<Object> find(String family) {
		return this.sources.stream()
			.filter((source) -> source.claims()
				.stream()
				.anyMatch((claim) -> claim.name().equals(family) || claim.samples().contains(family)))
			.map(CollectorSource::collector)
			.findFirst();
	}

	/**
	 * Unregisters what has a family.
	 * @param family the name of the family, with or without its suffix on the page
	 * @return whether there was something
	 */
	public boolean unregister(String family) {
		Optional<Object> found = find(family);
		found.ifPresent((collector) -> {
			if (collector instanceof MultiCollector multiCollector) {
				unregister(multiCollector);
			}
			else {
				unregister((Collector) collector);
			}
		});
		return found.isPresent();
	}

	@Override
	public synchronized void clear() {
		super.clear();
		this.sources.clear();
		this.claims.clear();
	}

	@Override
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		return collect(null, request).build();
	}

	@Override
	public MetricSnapshots scrape(@Nullable Predicate<String> includedNames,
			@Nullable PrometheusScrapeRequest request) {
		return collect(includedNames, request).build();
	}

	/**
	 * Reads the families as a page needs them, without a copy where that can be.
	 * @param includedNames the names of those to read, null for all
	 * @return the families, in the order of their names
	 */
	public List<CollectedFamily> read(@Nullable Predicate<String> includedNames) {
		return collect(includedNames, null).page();
	}

	void register(Collector collector, boolean last) {
		hold(CollectorSource.of(collector, last), () -> super.register(collector));
	}

	void report(ScrapeMetrics metrics) {
		this.metrics = metrics;
		this.guard.report(metrics);
	}

	private SnapshotMerger collect(@Nullable Predicate<String> filter, @Nullable PrometheusScrapeRequest request) {
		SnapshotMerger page = new SnapshotMerger(false);
		List<CollectorSource> read = List.copyOf(this.sources);
		Map<String, List<CollectedFamily>> guarded = collectGuarded(read, filter, request);
		for (CollectorSource source : this.sources) {
			if (!source.trusted()) {
				add(page, source, guarded.getOrDefault(source.label(), List.of()));
			}
			else if (!source.last() && source.mayHave(filter)) {
				add(page, source, source.families(filter, request));
			}
		}
		forgetUnregistered(read);
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.counted(page.families(), filter == null);
		}
		for (CollectorSource source : this.sources) {
			if (source.last() && source.mayHave(filter)) {
				add(page, source, source.families(filter, request));
			}
		}
		return page;
	}

	private Map<String, List<CollectedFamily>> collectGuarded(List<CollectorSource> read,
			@Nullable Predicate<String> filter, @Nullable PrometheusScrapeRequest request) {
		boolean shared = filter == null && request == null;
		List<GuardedCollection<List<CollectedFamily>>> collections = new ArrayList<>();
		for (CollectorSource source : read) {
			if (!source.trusted() && source.mayHave(filter)) {
				collections.add(new GuardedCollection<>(source.label(), source.collector(), shared,
						() -> source.families(filter, request)));
			}
		}
		return this.guard.collect(collections, this.collectorTimeout);
	}

	/**
	 * What was unregistered while it was read has been reported on since.
	 */
	private void forgetUnregistered(List<CollectorSource> read) {
		Set<String> labels = this.sources.stream().map(CollectorSource::label).collect(Collectors.toSet());
		read.stream()
			.filter((source) -> !source.trusted() && !labels.contains(source.label()))
			.forEach((source) -> this.guard.forget(source.label()));
	}

	private void add(SnapshotMerger page, CollectorSource source, List<CollectedFamily> families) {
		boolean refused = false;
		for (CollectedFamily family : families) {
			if (!page.add(family)) {
				refused = true;
				this.guard.refused(source.label(), SampleNames.pageName(family.kind()));
			}
		}
		if (refused) {
			this.refused.add(source.label());
		}
		else if (!families.isEmpty() && this.refused.remove(source.label()) && source.trusted()) {
			// Of the others each page says so
			this.guard.forget(source.label());
		}
	}

	private synchronized void hold(CollectorSource source, Runnable registration) {
		if (sourceOf(source.collector()) != null) {
			return;
		}
		if (source.collector() instanceof MultiCollector && !CollectorTypes.areKnown()) {
			refuseTaken(source);
		}
		this.claims.claim(source.claims());
		try {
			registration.run();
		}
		catch (RuntimeException ex) {
			this.claims.release(source.claims());
			throw ex;
		}
		CollectorSource named = source;
		for (int number = 2; hasLabel(named.label()); number++) {
			named = source.numbered(number);
		}
		this.sources.add(named);
	}

	/**
	 * Clients that know no types keep the names of a collector of several families that
	 * they refuse.
	 */
	private void refuseTaken(CollectorSource source) {
		for (ClaimedFamily family : source.claims()) {
			if (this.claims.isTaken(family.name())) {
				throw new MetricDefinitionException("The family '%s' is registered already".formatted(family.name()),
						"Give one of the two another name");
			}
		}
	}

	private boolean hasLabel(String label) {
		return this.sources.stream().anyMatch((source) -> source.label().equals(label));
	}

	private synchronized void release(Object collector, Runnable removal) {
		CollectorSource source = sourceOf(collector);
		if (source != null) {
			removal.run();
			this.sources.remove(source);
			this.claims.release(source.claims());
			this.guard.forget(source.label());
		}
	}

	private @Nullable CollectorSource sourceOf(Object collector) {
		for (CollectorSource source : this.sources) {
			if (source.collector() == collector) {
				return source;
			}
		}
		return null;
	}

}
