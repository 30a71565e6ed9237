package dev.fennel.executor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The futures of executors that make them in their own way. One that can be told to call
 * back stays the same; else another with its interfaces stands for it, to hear of it when
 * the task is cancelled before it has started.
 */
final class TaskFutures implements InvocationHandler {

	private final Future<?> future;

	private final TaskMeter meter;

	private TaskFutures(Future<?> future, TaskMeter meter) {
		this.future = future;
		this.meter = meter;
	}

	/**
	 * Hears of a task's being cancelled.
	 * @param result what the executor returned
	 * @param type what it says that it returns
	 * @return what the caller gets
	 */
	static @Nullable Object follow(@Nullable Object result, Class<?> type, TaskMeter meter) {
		if (!(result instanceof Future<?> future)) {
			return result;
		}
		meter.follow(future);
		if (future instanceof CompletableFuture<?> stage) {
			CompletableFuture<?> unused = stage.whenComplete((value, error) -> meter.completed(outcome(stage, error)));
			return stage;
		}
		try {
			return (type.isInterface() && !future.isDone()) ? standIn(future, type, meter) : future;
		}
		catch (Throwable ex) {
			meter.notRecorded(ex);
			return future;
		}
	}

	private static TaskOutcome outcome(Future<?> future, @Nullable Throwable error) {
		if (future.isCancelled()) {
			return TaskOutcome.CANCELLED;
		}
		return (error != null) ? TaskOutcome.FAILURE : TaskOutcome.SUCCESS;
	}

	/**
	 * Returns the task of a future as its executor knows it.
	 */
	static Runnable original(Runnable task) {
		return (handler(task) instanceof TaskFutures stand && stand.future instanceof Runnable runnable) ? runnable
				: task;
	}

	/** The task that a future stands for was taken out of the queue. */
	static void removed(Runnable task) {
		if (handler(task) instanceof TaskFutures stand) {
			stand.meter.cancelled();
		}
	}

	private static @Nullable InvocationHandler handler(Object object) {
		return Proxy.isProxyClass(object.getClass()) ? Proxy.getInvocationHandler(object) : null;
	}

	private static Object standIn(Future<?> future, Class<?> type, TaskMeter meter) {
		Class<?>[] interfaces = { usual(future) };
		ClassLoader loader = TaskFutures.class.getClassLoader();
		if (!type.isAssignableFrom(interfaces[0])) {
			interfaces = Arrays.stream(ClassUtils.getAllInterfaces(future))
				.filter((each) -> Modifier.isPublic(each.getModifiers()))
				.toArray(Class<?>[]::new);
			loader = future.getClass().getClassLoader();
		}
		return Proxy.newProxyInstance(loader, interfaces, new TaskFutures(future, meter));
	}

	private static Class<?> usual(Future<?> future) {
		if (future instanceof RunnableFuture) {
			return (future instanceof RunnableScheduledFuture) ? RunnableScheduledFuture.class : RunnableFuture.class;
		}
		return (future instanceof ScheduledFuture) ? ScheduledFuture.class : Future.class;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("equals") && arguments != null) {
			return proxy == arguments[0] || this.future == arguments[0];
		}
		if (method.getName().equals("cancel") && arguments != null) {
			return this.meter.cancel(this.future, Boolean.TRUE.equals(arguments[0]));
		}
		try {
			return method.invoke(this.future, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
