package dev.fennel.executor;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * Answers those calls of an executor or a scheduler that hand tasks over, so that each is
 * measured to its end. All else is the executor's.
 *
 * @since 0.1.0
 */
public final class MeteredExecutor {

	/** What is not answered here. */
	public static final Object NOT_ANSWERED = new Object();

	private final Object target;

	private final ExecutorSeries series;

	private final @Nullable PlainPool plain;

	private final boolean makesOwnFutures;

	private final boolean decoratesTasks;

	private final boolean mayBeRemote;

	private final boolean mayDiscard;

	private final TaskGroups groups;

	private final QueuedTasks queued;

	private volatile @Nullable Boolean looksAtTasks;

	MeteredExecutor(Object target, ExecutorSeries series, boolean mayDiscard) {
		this.target = target;
		this.series = series;
		this.mayDiscard = mayDiscard;
		this.plain = PlainPools.of(target, series, mayDiscard);
		this.makesOwnFutures = PlainPools.makeOwnFutures(target);
		this.decoratesTasks = PlainPools.decorateTasks(target);
		this.mayBeRemote = !Pools.areLocal(target);
		this.groups = new TaskGroups(target, series);
		this.queued = new QueuedTasks(target);
	}

	/**
	 * Returns whether calls of a method may be answered here.
	 * @param method the method
	 * @return whether {@link #answer} is to be asked
	 */
	public static boolean mayAnswer(Method method) {
		return switch (method.getName()) {
			case "execute", "submit", "submitCompletable", "submitListenable", "schedule", "scheduleAtFixedRate",
					"scheduleWithFixedDelay", "invokeAll", "invokeAny", "remove" ->
				Modifier.isPublic(method.getModifiers()) && takesTasks(method);
			case "shutdownNow", "purge" -> method.getParameterCount() == 0;
			default -> false;
		};
	}

	/** What it takes by declaration counts: a task may be something else besides. */
	private static boolean takesTasks(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0
				&& (types[0] == Runnable.class || types[0] == Callable.class || types[0] == Collection.class);
	}

	/**
	 * Answers a call.
	 * @param method the method
	 * @param arguments its arguments
	 * @return the result, {@link #NOT_ANSWERED} if the executor is to be asked
	 * @throws Throwable what the executor throws
	 */
	public @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable {
		if (arguments.length == 0) {
			return withoutTask(method);
		}
		return switch (method.getName()) {
			case "execute" -> execute(method, arguments);
			case "submit" -> submit(method, arguments);
			case "submitCompletable", "submitListenable" -> handOver(method, arguments, true);
			case "schedule" -> schedule(method, arguments);
			case "scheduleAtFixedRate", "scheduleWithFixedDelay" -> repeat(method, arguments);
			case "invokeAll", "invokeAny" -> invoke(method, arguments);
			case "remove" -> this.queued.remove(method, arguments);
			default -> NOT_ANSWERED;
		};
	}

	private Object withoutTask(Method method) {
		return switch (method.getName()) {
			case "shutdownNow" -> this.queued.shutdownNow();
			case "purge" -> this.queued.purge();
			default -> NOT_ANSWERED;
		};
	}

	private @Nullable Object execute(Method method, @Nullable Object[] arguments) throws Throwable {
		if (!(arguments[0] instanceof Runnable task) || isLeftAlone(task)) {
			return NOT_ANSWERED;
		}
		if (arguments.length > 1 || !(this.target instanceof Executor executor)) {
			return handOver(method, arguments, true);
		}
		MeteredRunnable metered = MeteredRunnable.of(task, this.series, true);
		handsOver(metered);
		try {
			executor.execute(metered);
			return null;
		}
		catch (Throwable ex) {
			metered.rejected();
			throw ex;
		}
		finally {
			handsOver(null);
		}
	}

	private void handsOver(@Nullable TaskMeter meter) {
		if (this.mayDiscard) {
			DiscardedTasks.handsOver(meter);
		}
	}

	private @Nullable Object submit(Method method, @Nullable Object[] arguments) throws Throwable {
		PlainPool pool = this.plain;
		if (pool == null) {
			return handOver(method, arguments, true);
		}
		if (arguments[0] instanceof Callable<?> task && method.getParameterTypes()[0] == Callable.class) {
			Object future = pool.submit(task);
			return future;
		}
		if (arguments[0] instanceof Runnable task) {
			Object future = (arguments.length == 1) ? pool.submit(task) : pool.submit(task, arguments[1]);
			return future;
		}
		return NOT_ANSWERED;
	}

	private @Nullable Object invoke(Method method, @Nullable Object[] arguments) throws Throwable {
		PlainPool pool = this.plain;
		if (pool != null) {
			return TaskGroups.call(method, pool, arguments);
		}
		return (this.makesOwnFutures || this.decoratesTasks) ? NOT_ANSWERED : this.groups.invoke(method, arguments);
	}

	/** With a trigger it runs again and again. */
	private @Nullable Object schedule(Method method, @Nullable Object[] arguments) throws Throwable {
		boolean again = arguments.length == 2 && method.getParameterTypes()[1] == Trigger.class;
		return again ? repeat(method, arguments) : handOver(method, arguments, false);
	}

	private @Nullable Object repeat(Method method, @Nullable Object[] arguments) throws Throwable {
		if (!(arguments[0] instanceof Runnable task) || isLeftAlone(task)) {
			return NOT_ANSWERED;
		}
		PeriodicTask periodic = new PeriodicTask(task, this.series);
		try {
			Object result = call(method, with(MethodTask.like(task, periodic), arguments));
			if (result instanceof Future<?> future) {
				periodic.follow(future);
			}
			return result;
		}
		catch (Throwable ex) {
			this.series.count(TaskOutcome.REJECTED);
			throw ex;
		}
	}

	/** Lets the executor make the future, in whatever way it does. */
	private @Nullable Object handOver(Method method, @Nullable Object[] arguments, boolean dueAtOnce) throws Throwable {
		TaskMeter meter = null;
		Object given = null;
		if ((dueAtOnce && this.makesOwnFutures) || isLeftAlone(arguments[0])) {
			return NOT_ANSWERED;
		}
		if (method.getParameterTypes()[0] == Callable.class && arguments[0] instanceof Callable<?> task) {
			meter = new MeteredCallable<>(task, this.series, dueAtOnce);
			given = meter;
		}
		else if (arguments[0] instanceof Runnable task) {
			MeteredRunnable metered = MeteredRunnable.of(task, this.series, dueAtOnce);
			meter = metered;
			given = dueAtOnce ? metered : MethodTask.like(task, metered);
		}
		if (meter == null || given == null) {
			return NOT_ANSWERED;
		}
		if (CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
			meter.leaveToStage();
		}
		Object result;
		handsOver(meter);
		try {
			result = call(method, with(given, arguments));
		}
		catch (Throwable ex) {
			meter.rejected();
			meter.takeBack();
			throw ex;
		}
		finally {
			handsOver(null);
		}
		if (!(result instanceof CompletableFuture<?>)) {
			meter.takeBack();
		}
		return TaskFutures.follow(result, method.getReturnType(), meter);
	}

	/**
	 * Whether a task may work only as what it is, since a queue looks at it or another
	 * process runs it.
	 */
	private boolean isLeftAlone(@Nullable Object task) {
		return (this.mayBeRemote && TaskGroups.mayTravel(task)) || this.decoratesTasks || looksAtTasks();
	}

	private boolean looksAtTasks() {
		Boolean known = this.looksAtTasks;
		if (known == null) {
			Object pool = Pools.behind(this.target);
			if (pool instanceof ExecutorConfigurationSupport) {
				return false;
			}
			known = pool instanceof ThreadPoolExecutor threads && QueuedTasks.areLookedAt(threads.getQueue());
			this.looksAtTasks = known;
		}
		return known;
	}

	private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
		return TaskGroups.call(method, this.target, arguments);
	}

	private static @Nullable Object[] with(Object task, @Nullable Object[] arguments) {
		@Nullable Object[] result = arguments.clone();
		result[0] = task;
		return result;
	}

}
