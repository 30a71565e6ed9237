package dev.fennel.executor;

import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Tasks that an executor is given together, and that are done or cancelled when it
 * returns.
 */
final class TaskGroups {

	private final Object target;

	private final ExecutorSeries series;

	TaskGroups(Object target, ExecutorSeries series) {
		this.target = target;
		this.series = series;
	}

	/**
	 * Runs all of them or any.
	 */
	@Nullable Object invoke(Method method, @Nullable Object[] arguments) throws Throwable {
		if (!(arguments[0] instanceof Collection<?> tasks)
				|| (!Pools.areLocal(this.target) && tasks.stream().anyMatch(TaskGroups::mayTravel))) {
			return MeteredExecutor.NOT_ANSWERED;
		}
		List<@Nullable Object> metered = new ArrayList<>(tasks.size());
		tasks.forEach((task) -> metered
			.add((task instanceof Callable<?> callable) ? new MeteredCallable<>(callable, this.series, true) : task));
		@Nullable Object[] replaced = arguments.clone();
		replaced[0] = metered;
		try {
			Object result = call(method, this.target, replaced);
			follow(metered, result);
			return result;
		}
		finally {
			metered.forEach(TaskGroups::cancelled);
		}
	}

	/** Whether a task may be run by another process, which a stage's own cannot. */
	static boolean mayTravel(@Nullable Object task) {
		return task instanceof Serializable && !(task instanceof CompletableFuture.AsynchronousCompletionTask);
	}

	/** What has not started by now never will. */
	private static void cancelled(@Nullable Object task) {
		if (task instanceof MeteredCallable<?> metered) {
			metered.cancelled();
		}
	}

	/** Those that still run may have been cancelled. */
	private static void follow(List<@Nullable Object> tasks, @Nullable Object result) {
		if (result instanceof List<?> futures && futures.size() == tasks.size()) {
			for (int i = 0; i < futures.size(); i++) {
				if (tasks.get(i) instanceof MeteredCallable<?> metered && futures.get(i) instanceof Future<?> future) {
					metered.follow(future);
				}
			}
		}
	}

	/**
	 * Calls a method as if there was no reflection.
	 */
	static @Nullable Object call(Method method, Object target, @Nullable Object[] arguments) throws Throwable {
		try {
			ReflectionUtils.makeAccessible(method);
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
