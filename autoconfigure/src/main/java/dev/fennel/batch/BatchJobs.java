package dev.fennel.batch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The jobs whose runs are recorded, whatever has found them.
 *
 * @since 0.1.0
 */
public final class BatchJobs implements AopInfrastructureBean {

	/** The exit code of a process that was told to end, as by SIGTERM. */
	public static final int TERMINATED = 143;

	private final JobFamilies families;

	private final Failures failures;

	private final Map<String, BatchJob> jobs = new ConcurrentHashMap<>();

	/**
	 * Creates an empty set.
	 * @param metrics makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public BatchJobs(MetricFactory metrics, double... buckets) {
		this.families = new JobFamilies(metrics, buckets);
		this.failures = new Failures(metrics, "task");
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	/**
	 * Returns a job.
	 * @param name its name
	 * @return the one with that name
	 */
	public BatchJob of(String name) {
		return this.jobs.computeIfAbsent(name, (key) -> new BatchJob(key, this.families));
	}

	/**
	 * Ends all runs that have not ended, since the application does: they failed, with
	 * {@link #TERMINATED}.
	 */
	public void cutOff() {
		this.jobs.values().forEach(BatchJob::cutOff);
	}

}
