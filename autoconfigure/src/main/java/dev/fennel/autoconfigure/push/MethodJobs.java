package dev.fennel.autoconfigure.push;

import dev.fennel.Jobs;
import dev.fennel.push.BatchJob;
import dev.fennel.push.BatchJobs;
import dev.fennel.push.MetricsPusher;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The methods that are jobs: when a run has ended, metrics are pushed.
 */
final class MethodJobs implements Jobs, AopInfrastructureBean {

	private final BatchJobs jobs;

	private final ObjectProvider<MetricsPusher> pusher;

	MethodJobs(BatchJobs jobs, ObjectProvider<MetricsPusher> pusher) {
		this.jobs = jobs;
		this.pusher = pusher;
	}

	@Override
	public Runs of(String name) {
		return new PushedRuns(this.jobs.of(name), this.pusher);
	}

	private record PushedRuns(BatchJob job, ObjectProvider<MetricsPusher> pusher) implements Runs {

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
			this.pusher.ifAvailable(MetricsPusher::pushSoon);
		}

	}

}
