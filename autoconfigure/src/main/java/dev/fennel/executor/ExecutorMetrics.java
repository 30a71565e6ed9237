package dev.fennel.executor;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.MetricFactory;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of executors and schedulers.
 *
 * @since 0.1.0
 */
public final class ExecutorMetrics implements AopInfrastructureBean {

	private final Failures failures;

	private final ExecutorFamilies families;

	private final ConcurrentMap<String, ExecutorSeries> executors = new ConcurrentHashMap<>();

	/**
	 * Creates the families.
	 * @param factory makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public ExecutorMetrics(MetricFactory factory, double... buckets) {
		this.failures = new Failures(factory, "task");
		this.families = ExecutorFamilies.of(factory, Buckets.requireRising("fennel.task.buckets", buckets));
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	/**
	 * Measures the tasks of an executor.
	 * @param name its name, which several may share
	 * @param executor an executor or a scheduler
	 * @return what is to be asked in its place
	 */
	public MeteredExecutor measure(String name, Object executor) {
		ExecutorSeries series = this.executors.computeIfAbsent(name,
				(key) -> new ExecutorSeries(this.families, this.failures, key));
		series.add(executor);
		return new MeteredExecutor(executor, series, DiscardedTasks.count(executor));
	}

}
