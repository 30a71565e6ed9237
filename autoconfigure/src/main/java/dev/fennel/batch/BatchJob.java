package dev.fennel.batch;

import dev.fennel.Jobs;
import org.jspecify.annotations.Nullable;

/**
 * One job. Runs of it may overlap.
 *
 * @since 0.1.0
 */
public final class BatchJob implements Jobs.Runs {

	private static final double NANOS_PER_SECOND = 1e9;

	private final String name;

	private final JobFamilies families;

	private int running;

	private long lastStart;

	BatchJob(String name, JobFamilies families) {
		this.name = name;
		this.families = families;
		families.expect(name);
	}

	@Override
	public synchronized void started() {
		this.running++;
		this.lastStart = System.nanoTime();
		this.families.started(this.name);
	}

	@Override
	public synchronized void left() {
		if (this.running > 0) {
			this.running--;
			this.families.left(this.name);
		}
	}

	@Override
	public void ended(double seconds, @Nullable Throwable failure) {
		ended(seconds, (failure != null) ? 1 : 0);
	}

	/**
	 * The run that began last has ended.
	 * @param exitCode the exit code, 0 where it did what it should
	 */
	public synchronized void ended(int exitCode) {
		ended((System.nanoTime() - this.lastStart) / NANOS_PER_SECOND, exitCode);
	}

	/**
	 * A run has ended.
	 * @param seconds what it took
	 * @param exitCode the exit code, 0 where it did what it should
	 */
	public synchronized void ended(double seconds, int exitCode) {
		// What was cut off has ended before
		if (this.running > 0) {
			left();
			this.families.ended(this.name, seconds, exitCode);
		}
	}

	/**
	 * The process of a run that has ended has another exit code.
	 * @param exitCode the exit code
	 */
	public void exits(int exitCode) {
		this.families.exits(this.name, exitCode);
	}

	synchronized void cutOff() {
		while (this.running > 0) {
			ended(BatchJobs.TERMINATED);
		}
	}

}
