package dev.fennel.executor;

import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.fennel.Failures;
import dev.fennel.MetricFamily;
import dev.fennel.ReadDataPoint;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of the executors of one name, which are several only where the bean is no
 * singleton.
 */
final class ExecutorSeries {

	private static final double NANOS_PER_SECOND = 1e9;

	private static final int NOWHERE = -1;

	private final Failures failures;

	private final String name;

	private final DistributionDataPoint waits;

	private final DistributionDataPoint durations;

	private final Map<TaskOutcome, CounterDataPoint> outcomes = new EnumMap<>(TaskOutcome.class);

	private final RunningTasks running = new RunningTasks();

	/** Tasks that have not started, where no queue tells of them. */
	private final LongAdder waiting = new LongAdder();

	private final List<WeakReference<Object>> pools = new CopyOnWriteArrayList<>();

	private volatile boolean countsWaiting;

	ExecutorSeries(ExecutorFamilies families, Failures failures, String name) {
		this.failures = failures;
		this.name = name;
		this.waits = families.waits().labelValues(name);
		this.durations = families.durations().labelValues(name);
		for (TaskOutcome outcome : TaskOutcome.values()) {
			this.outcomes.put(outcome, families.tasks().labelValues(name, outcome.label()));
		}
		read(families.inProgress(), this.running::count);
		read(families.oldestAge(), () -> this.running.oldestAge() / NANOS_PER_SECOND);
		read(families.queued(), this::queued);
		read(families.threads(), () -> sum(Pools::threads));
		read(families.maxThreads(), () -> sum(Pools::maxThreads));
	}

	/** Has gauges tell of an executor as long as there is one. */
	void add(Object executor) {
		this.pools.removeIf((pool) -> pool.refersTo(null));
		this.pools.add(new WeakReference<>(executor));
		this.countsWaiting |= !Pools.haveQueue(executor);
	}

	void waits(int by) {
		if (this.countsWaiting) {
			this.waiting.add(by);
		}
	}

	/**
	 * A task was started.
	 * @param handedOver when it was handed over, 0 if it was not due at once
	 * @return where it is among those that run, for {@link #ended}
	 */
	int started(long handedOver, long now) {
		try {
			if (handedOver != 0) {
				this.waits.observe(Math.max(0, now - handedOver) / NANOS_PER_SECOND);
			}
			return this.running.add(now);
		}
		catch (Throwable ex) {
			notRecorded(ex);
			return NOWHERE;
		}
	}

	void ended(int position, long start) {
		try {
			if (position != NOWHERE) {
				this.running.remove(position);
			}
			this.durations.observe((System.nanoTime() - start) / NANOS_PER_SECOND);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void count(TaskOutcome outcome) {
		try {
			Objects.requireNonNull(this.outcomes.get(outcome)).inc();
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void notRecorded(Throwable failure) {
		this.failures.record("record what came of a task", failure);
	}

	private @Nullable Number queued() {
		Number told = sum(Pools::queued);
		if (!this.countsWaiting) {
			return told;
		}
		return Math.max(0, this.waiting.sum()) + ((told != null) ? told.longValue() : 0);
	}

	private @Nullable Number sum(Function<Object, @Nullable Number> value) {
		Long sum = null;
		for (WeakReference<Object> reference : this.pools) {
			Object pool = reference.get();
			Number one = (pool != null) ? value.apply(pool) : null;
			if (one != null) {
				sum = ((sum != null) ? sum : 0) + one.longValue();
			}
		}
		return sum;
	}

	/** One executor that fails does not take those of others off the page. */
	private void read(MetricFamily<ReadDataPoint> family, Supplier<@Nullable Number> source) {
		family.labelValues(this.name).readFrom(() -> {
			try {
				return source.get();
			}
			catch (Throwable ex) {
				this.failures.record("read what an executor tells of itself", ex);
				return null;
			}
		});
	}

}
