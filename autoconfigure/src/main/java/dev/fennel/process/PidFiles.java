package dev.fennel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fennel.GuardedRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Other processes, known by their pid files. A thread reads those every five seconds, so
 * that a scrape reads nothing but {@code /proc}.
 *
 * @since 0.1.0
 */
public final class PidFiles implements SmartLifecycle, AopInfrastructureBean {

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	private final GuardedRegistry registry;

	private final MultiCollector collector = this::collect;

	private final Map<String, Path> files;

	private final Duration interval;

	private final Map<String, String> pids = new ConcurrentHashMap<>();

	private final List<ProcessCollector> processes = new ArrayList<>();

	private @Nullable CountDownLatch stopped;

	/**
	 * Creates the collector of all these processes.
	 * @param registry where it is registered from its start to its stop
	 * @param files the pid file of each process, by what is put before the names of its
	 * families
	 * @throws dev.fennel.MetricDefinitionException if names cannot begin so
	 */
	public PidFiles(GuardedRegistry registry, Map<String, Path> files) {
		this(registry, files, INTERVAL);
	}

	PidFiles(GuardedRegistry registry, Map<String, Path> files, Duration interval) {
		this.registry = registry;
		this.interval = interval;
		this.files = Map.copyOf(files);
		files.keySet().forEach((name) -> this.processes.add(new ProcessCollector(name, () -> this.pids.get(name))));
	}

	@Override
	public synchronized void start() {
		if (this.stopped == null) {
			CountDownLatch latch = new CountDownLatch(1);
			this.stopped = latch;
			refresh();
			this.registry.register(this.collector, "pid_files");
			Thread thread = new Thread(() -> run(latch), "fennel-pid-files");
			thread.setDaemon(true);
			thread.start();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.stopped != null) {
			this.registry.unregister(this.collector);
			this.stopped.countDown();
			this.stopped = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.stopped != null;
	}

	void refresh() {
		this.files.forEach((name, file) -> {
			try {
				this.pids.put(name, Files.readString(file));
			}
			catch (IOException ex) {
				this.pids.remove(name);
			}
		});
	}

	private MetricSnapshots collect() {
		MetricSnapshots.Builder families = MetricSnapshots.builder();
		this.processes.forEach((process) -> process.collect().forEach(families::metricSnapshot));
		return families.build();
	}

	private void run(CountDownLatch latch) {
		try {
			while (!latch.await(this.interval.toMillis(), TimeUnit.MILLISECONDS)) {
				refresh();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
