package dev.fennel.process;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Virtual threads: how many live, how many threads carry them, and how often one could
 * not leave its carrier.
 *
 * @since 0.1.0
 */
public final class VirtualThreadCollector implements SmartLifecycle, AopInfrastructureBean {

	private static final String CARRIERS = "CarrierThreads";

	private static final MetricMetadata THREADS = new MetricMetadata("jvm_virtual_threads",
			"Virtual threads that live, and the threads that carry them");

	private static final MetricMetadata PINNED = new MetricMetadata("jvm_virtual_threads_pinned",
			"Times that a virtual thread could not leave its carrier for 20 ms or longer");

	private final GuardedRegistry registry;

	private final MultiCollector collector = this::collect;

	private final Failures failures;

	private volatile @Nullable VirtualThreadEvents events;

	/**
	 * Creates the collector.
	 * @param registry where it is registered from its start to its stop
	 * @param metrics where its failures are counted
	 */
	public VirtualThreadCollector(GuardedRegistry registry, MetricFactory metrics) {
		this.registry = registry;
		this.failures = new Failures(metrics, "process");
	}

	@Override
	public synchronized void start() {
		if (this.events == null && FlightRecorder.isAvailable()) {
			VirtualThreadEvents started = new VirtualThreadEvents(this.failures);
			started.start();
			this.events = started;
			this.registry.register(this.collector, "virtual_threads");
		}
	}

	@Override
	public synchronized void stop() {
		if (this.events != null) {
			this.registry.unregister(this.collector);
			this.events.stop();
			this.events = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.events != null;
	}

	/**
	 * First to start, so that it hears of the threads of what starts later.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	private MetricSnapshots collect() {
		VirtualThreadEvents current = this.events;
		if (current == null) {
			return new MetricSnapshots();
		}
		return new MetricSnapshots(
				new GaugeSnapshot(THREADS, List.of(point("live", current.live()), point("carrier", carriers()))),
				new CounterSnapshot(PINNED, List
					.of(CounterSnapshot.CounterDataPointSnapshot.builder().value((double) current.pinned()).build())));
	}

	private static GaugeDataPointSnapshot point(String state, long threads) {
		return new GaugeDataPointSnapshot(threads, Labels.of("state", state), null);
	}

	/**
	 * Threads of the group that the runtime has for them.
	 */
	private static long carriers() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		Thread[] threads = new Thread[root.activeCount() * 2];
		root.enumerate(threads);
		return Arrays.stream(threads)
			.filter(Objects::nonNull)
			.map(Thread::getThreadGroup)
			.filter((group) -> group != null && CARRIERS.equals(group.getName()))
			.count();
	}

}
