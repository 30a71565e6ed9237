package dev.fennel.batch;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchJobsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final BatchJobs jobs = new BatchJobs(MetricFactory.with(this.registry).build());

	@Test
	void whatIsKnownStartsAtZero() {
		this.jobs.of("nightly");
		Page page = Scrapes.of(this.registry);
		assertThat(page.samples()).containsEntry("batch_jobs_in_progress{name=\"nightly\"}", 0.0)
			.containsEntry("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"success\"}", 0.0)
			.containsEntry("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"failure\"}", 0.0);
		assertThat(page.text()).doesNotContain("exit_code{", "timestamp_seconds{");
	}

	@Test
	void aRunThatSucceedsHasStartDurationAndEnd() {
		BatchJob job = this.jobs.of("nightly");
		double before = System.currentTimeMillis() / 1000.0 - 1;
		job.started();
		assertThat(value("batch_jobs_in_progress{name=\"nightly\"}")).isEqualTo(1);
		job.ended(2.5, null);
		assertThat(value("batch_jobs_in_progress{name=\"nightly\"}")).isZero();
		assertThat(value("batch_job_duration_seconds_sum{name=\"nightly\",outcome=\"success\"}")).isEqualTo(2.5);
		assertThat(value("batch_job_last_start_timestamp_seconds{name=\"nightly\"}")).isGreaterThan(before);
		assertThat(value("batch_job_last_success_timestamp_seconds{name=\"nightly\"}")).isGreaterThan(before);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("batch_job_exit_code{name=\"nightly\"}", 0.0);
	}

	@Test
	void aRunThatFailsHasNoLastSuccess() {
		BatchJob job = this.jobs.of("nightly");
		job.started();
		job.ended(0.1, new IllegalStateException());
		assertThat(value("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"failure\"}")).isEqualTo(1);
		assertThat(value("batch_job_exit_code{name=\"nightly\"}")).isEqualTo(1);
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("last_success_timestamp_seconds{");
		job.exits(7);
		assertThat(value("batch_job_exit_code{name=\"nightly\"}")).isEqualTo(7);
	}

	@Test
	void whatIsCutOffHasFailedOnce() {
		BatchJob job = this.jobs.of("nightly");
		job.started();
		job.started();
		this.jobs.cutOff();
		job.ended(1, null);
		job.ended(0);
		this.jobs.cutOff();
		assertThat(value("batch_jobs_in_progress{name=\"nightly\"}")).isZero();
		assertThat(value("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"failure\"}")).isEqualTo(2);
		assertThat(value("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"success\"}")).isZero();
		assertThat(value("batch_job_exit_code{name=\"nightly\"}")).isEqualTo(143);
	}

	@Test
	void whatWasNoRunIsForgotten() {
		BatchJob job = this.jobs.of("nightly");
		job.started();
		job.left();
		job.left();
		assertThat(value("batch_jobs_in_progress{name=\"nightly\"}")).isZero();
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("exit_code{");
	}

	private double value(String sample) {
		return Scrapes.of(this.registry).value(sample);
	}

}
