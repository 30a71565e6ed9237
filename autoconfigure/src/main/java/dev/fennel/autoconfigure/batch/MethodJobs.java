package dev.fennel.autoconfigure.batch;

import dev.fennel.JobEnds;
import dev.fennel.Jobs;
import dev.fennel.batch.BatchJob;
import dev.fennel.batch.BatchJobs;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The methods that are jobs.
 */
final class MethodJobs implements Jobs, AopInfrastructureBean {

	private final BatchJobs jobs;

	private final ObjectProvider<JobEnds> ends;

	MethodJobs(BatchJobs jobs, ObjectProvider<JobEnds> ends) {
		this.jobs = jobs;
		this.ends = ends;
	}

	@Override
	public Runs of(String name) {
		return new FollowedRuns(this.jobs.of(name), this.ends);
	}

	@Override
	public void cutOff() {
		this.jobs.cutOff();
	}

	private record FollowedRuns(BatchJob job, ObjectProvider<JobEnds> ends) implements Runs {

		@Override
		public void started() {
			this.job.started();
		}

		@Override
		public void left() {
			this.job.left();
		}

		@Override
		public void ended(double seconds, @Nullable Throwable failure) {
			this.job.ended(seconds, failure);
			this.ends.forEach(JobEnds::ended);
		}

	}

}
