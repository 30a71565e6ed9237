package dev.fennel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.FamilyFilter;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.multiprocess.MultiprocessOptions;
import dev.fennel.multiprocess.ProcessGroup;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Processes that share a page, as far as files go: each is a group of its own in this
 * JVM.
 */
final class SharedPages {

	private static final double OBSERVED = 0.03;

	private final Path directory;

	private final List<ProcessGroup> groups = new ArrayList<>();

	SharedPages() {
		try {
			this.directory = Files.createTempDirectory("fennel-benchmark");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds a process, half of whose series are counters and half histograms.
	 */
	void add(int series) {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory metrics = MetricFactory.with(registry).maxSeries(series).build();
		MetricFamily<CounterDataPoint> counters = metrics.counter("orders_total").labels("shop").register();
		MetricFamily<DistributionDataPoint> histograms = metrics.histogram("wait_seconds").labels("shop").register();
		for (int i = 0; i < series / 2; i++) {
			counters.labelValues("shop-" + i).inc();
			histograms.labelValues("shop-" + i).observe(OBSERVED);
		}
		share(registry, metrics, Duration.ofHours(1));
	}

	void share(GuardedRegistry registry, MetricFactory metrics, Duration flushInterval) {
		RegistryReader reader = new RegistryReader(new ExposedRegistries("fennelRegistry", registry, Map.of()),
				Duration.ofSeconds(5));
		ProcessGroup group = new ProcessGroup(new MultiprocessOptions(this.directory, "process-" + this.groups.size(),
				flushInterval, Duration.ofHours(1), Map.of()), reader, metrics);
		group.start();
		group.read(null, FamilyFilter.NONE);
		this.groups.add(group);
	}

	MetricSnapshots read() {
		return Objects.requireNonNull(this.groups.get(0).read(null, FamilyFilter.NONE));
	}

	void stop() {
		this.groups.forEach(ProcessGroup::stop);
	}

}
