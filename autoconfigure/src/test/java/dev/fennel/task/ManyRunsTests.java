package dev.fennel.task;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many runs, which end in all ways and, some of them, while the application does.
 */
@Timeout(240)
class ManyRunsTests {

	private static final int RUNS = 3000;

	@RepeatedTest(2)
	void countsAreThoseOfTheTasks() {
		countsAreThoseOf(Pooled.class, "Pooled");
	}

	@RepeatedTest(2)
	@EnabledForJreRange(min = JRE.JAVA_21)
	void inVirtualThreadsToo() {
		countsAreThoseOf(Virtual.class, "Virtual");
	}

	private static void countsAreThoseOf(Class<?> tasks, String name) {
		Scheduling app = Scheduling.of(tasks);
		Counting counting = Counting.last.get();
		Waiting.until(() -> counting.succeeded.get() > RUNS && counting.failed.get() > RUNS / 3);
		app.close();
		Waiting.until(() -> app.sum("scheduled_tasks_in_progress") == 0
				&& sum(app, "success", name) == counting.succeeded.get()
				&& sum(app, "failure", name) == counting.failed.get());
		double completed = app.count(name + ".later", "success");
		assertThat(counting.completed.get() - completed).isBetween(0.0, counting.cancelled.doubleValue());
		assertThat(completed + counting.cancelled.get()).isGreaterThanOrEqualTo(counting.subscribed.get());
		assertThat(app.count(name + ".later", "failure")).isZero();
		assertThat(app.sum("fennel_errors_total")).isZero();
	}

	private static double sum(Scheduling app, String outcome, String name) {
		return app.count(name + ".one", outcome) + app.count(name + ".two", outcome)
				+ app.count(name + ".three", outcome) + app.count(name + ".delayed", outcome);
	}

	static class Counting {

		static final AtomicReference<Counting> last = new AtomicReference<>();

		final AtomicLong succeeded = new AtomicLong();

		final AtomicLong failed = new AtomicLong();

		final AtomicLong subscribed = new AtomicLong();

		final AtomicLong completed = new AtomicLong();

		final AtomicLong cancelled = new AtomicLong();

		private final Random random = new Random(7);

		Counting() {
			last.set(this);
		}

		@Scheduled(fixedRate = 1)
		void one() {
			work();
		}

		@Scheduled(fixedRate = 1)
		void two() {
			work();
		}

		@Scheduled(fixedRate = 1)
		@Scheduled(fixedRate = 1)
		void three() {
			work();
		}

		@Scheduled(fixedDelay = 1)
		void delayed() {
			work();
		}

		@Scheduled(fixedRate = 1)
		Mono<Void> later() {
			return Mono.<Void>fromRunnable(this.completed::incrementAndGet)
				.subscribeOn(Schedulers.parallel())
				.doOnSubscribe((subscription) -> this.subscribed.incrementAndGet())
				.doOnCancel(this.cancelled::incrementAndGet);
		}

		private void work() {
			switch (this.random.nextInt(6)) {
				case 0 -> {
					this.failed.incrementAndGet();
					throw new IllegalStateException("no");
				}
				case 1 -> {
					this.failed.incrementAndGet();
					throw new StackOverflowError();
				}
				default -> this.succeeded.incrementAndGet();
			}
		}

	}

	static class Pooled extends Counting {

		@Bean
		static TaskScheduler taskScheduler() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setPoolSize(4);
			scheduler.setErrorHandler((error) -> {
			});
			return scheduler;
		}

	}

	static class Virtual extends Counting {

		@Bean
		static TaskScheduler taskScheduler() {
			SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
			scheduler.setVirtualThreads(true);
			scheduler.setErrorHandler((error) -> {
			});
			return scheduler;
		}

	}

}
