package dev.fennel.task;

import dev.fennel.Failures;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Hears of the ends of tasks that merely subscribe to something, and so go on when they
 * have returned. It is Spring's observation of such a task that ends with the
 * subscription: the one that begins while the task runs, in its thread.
 */
final class Subscriptions implements ObservationHandler<ScheduledTaskObservationContext> {

	private static final String OBSERVATION = "tasks.scheduled.execution";

	private static final ThreadLocal<TaskRun> subscribing = new ThreadLocal<>();

	private final Failures failures;

	Subscriptions(Failures failures) {
		this.failures = failures;
	}

	/**
	 * Has the subscriptions of a registrar observed, by what the application observes its
	 * tasks with, if it does, and by nothing else otherwise.
	 */
	void observe(ScheduledTaskRegistrar registrar) {
		ObservationRegistry registry = registrar.getObservationRegistry();
		if (registry == null
				|| Observation.createNotStarted(OBSERVATION, Observation.Context::new, registry).isNoop()) {
			registrar.setObservationRegistry(new SubscriptionRegistry(this));
		}
		else {
			registry.observationConfig().observationHandler(this);
		}
	}

	/** Whether the current thread is about to subscribe. */
	static boolean isSubscribing() {
		return subscribing.get() != null;
	}

	/**
	 * Runs a task. It ends when it returns where nobody observes its subscription.
	 */
	void run(Runnable task, TaskSeries series) {
		TaskRun run = series.start();
		subscribing.set(run);
		try {
			task.run();
		}
		catch (Throwable ex) {
			run.failed();
			throw ex;
		}
		finally {
			subscribing.remove();
		}
		if (!run.isObserved()) {
			run.succeeded();
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStart(ScheduledTaskObservationContext context) {
		this.failures.guard("hear of the start of a subscription", () -> {
			TaskRun run = subscribing.get();
			if (run != null) {
				run.observe();
				context.put(TaskRun.class, run);
			}
		});
	}

	@Override
	public void onStop(ScheduledTaskObservationContext context) {
		this.failures.guard("hear of the end of a subscription", () -> {
			TaskRun run = context.get(TaskRun.class);
			if (run != null) {
				end(run, context.getError(), context.isComplete());
			}
		});
	}

	private static void end(TaskRun run, @Nullable Throwable error, boolean complete) {
		if (error != null) {
			run.failed();
		}
		else if (complete) {
			run.succeeded();
		}
		else {
			run.cancelled();
		}
	}

}
