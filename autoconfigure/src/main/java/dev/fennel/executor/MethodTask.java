package dev.fennel.executor;

import java.lang.reflect.Field;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ReflectionUtils;

/**
 * A method whose runs are measured. Advice of a scheduler that looks for the method, such
 * as one that takes a lock which the method asks for, finds it.
 */
final class MethodTask extends ScheduledMethodRunnable {

	/** What Spring has around tasks to keep outcomes. */
	private static final String TRACKING = "org.springframework.scheduling.config.Task$";

	private final Runnable measured;

	private final boolean longLived;

	private MethodTask(Runnable measured, SchedulingAwareRunnable aware, ScheduledMethodRunnable method) {
		super(method.getTarget(), method.getMethod(), aware.getQualifier(), () -> ObservationRegistry.NOOP);
		this.measured = measured;
		this.longLived = aware.isLongLived();
	}

	/**
	 * Makes what measures a task a method where that is one.
	 * @return what is handed over
	 */
	static Runnable like(Runnable task, Runnable measured) {
		ScheduledMethodRunnable method = method(task);
		if (method == null) {
			return measured;
		}
		return new MethodTask(measured, (task instanceof SchedulingAwareRunnable aware) ? aware : method, method);
	}

	private static @Nullable ScheduledMethodRunnable method(Runnable task) {
		if (task instanceof ScheduledMethodRunnable method) {
			return method;
		}
		return task.getClass().getName().startsWith(TRACKING) ? tracked(task) : null;
	}

	private static @Nullable ScheduledMethodRunnable tracked(Runnable task) {
		try {
			Field field = ReflectionUtils.findField(task.getClass(), null, Runnable.class);
			if (field == null) {
				return null;
			}
			field.setAccessible(true);
			return (field.get(task) instanceof ScheduledMethodRunnable method) ? method : null;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return null;
		}
	}

	@Override
	public void run() {
		this.measured.run();
	}

	@Override
	public boolean isLongLived() {
		return this.longLived;
	}

	@Override
	public String toString() {
		return this.measured.toString();
	}

}
