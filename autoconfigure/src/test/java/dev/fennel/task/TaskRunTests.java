package dev.fennel.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskRunTests {

	private static final String COUNT = "scheduled_task_duration_seconds_count";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final TaskSeries series = new ScheduledTaskMetrics(MetricFactory.with(this.registry).build())
		.expect("Shop.close");

	@Test
	void aRunEndsOnce() {
		TaskRun succeeded = this.series.start();
		succeeded.succeeded();
		succeeded.failed();
		TaskRun failed = this.series.start();
		failed.failed();
		failed.cancelled();
		failed.succeeded();
		TaskRun cancelled = this.series.start();
		cancelled.cancelled();
		cancelled.succeeded();
		Page page = Scrapes.of(this.registry);
		assertThat(page.value(COUNT + "{outcome=\"success\",task=\"Shop.close\"}")).isEqualTo(1);
		assertThat(page.value(COUNT + "{outcome=\"failure\",task=\"Shop.close\"}")).isEqualTo(1);
		assertThat(page.samples()).containsEntry("scheduled_tasks_in_progress{task=\"Shop.close\"}", 0.0);
	}

	@Test
	void ofTwoEndsThatComeTogetherOneCounts() throws Exception {
		int runs = 2000;
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < runs; i++) {
				TaskRun run = this.series.start();
				CountDownLatch both = new CountDownLatch(2);
				Future<?> one = executor.submit(() -> end(both, run::succeeded));
				Future<?> other = executor.submit(() -> end(both, run::failed));
				one.get();
				other.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		Page page = Scrapes.of(this.registry);
		assertThat(page.sum((sample) -> sample.startsWith(COUNT))).isEqualTo(runs);
		assertThat(page.samples()).containsEntry("scheduled_tasks_in_progress{task=\"Shop.close\"}", 0.0);
	}

	@Test
	void whatATaskThrowsIsThrown() {
		Error error = new StackOverflowError();
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.series.measure(() -> {
			throw error;
		})).isSameAs(error);
	}

	private static void end(CountDownLatch both, Runnable end) {
		both.countDown();
		while (both.getCount() > 0) {
			Thread.yield();
		}
		end.run();
	}

}
