package dev.fennel.executor;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows whose {@code submit} makes a future and executes it, and nothing else.
 */
final class PlainPools {

	private static final Set<String> HANDING_OVER = Set.of("submit", "invokeAll", "invokeAny");

	private static final String HIDING = "java.util.concurrent.Executors$DelegatedExecutorService";

	private PlainPools() {
	}

	/**
	 * Returns what submits in an executor's place.
	 * @return null if the executor has a way of its own, or somebody advises it
	 */
	static @Nullable PlainPool of(Object executor, ExecutorSeries series, boolean mayDiscard) {
		if (AopUtils.isAopProxy(executor)) {
			return null;
		}
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			return (isOwn(pool, ThreadPoolTaskExecutor.class, "submit") && isPlain(Pools.threadPool(pool)))
					? new PlainPool(pool::getThreadPoolExecutor, series, mayDiscard, TaskRejectedException::new) : null;
		}
		if (executor instanceof SimpleAsyncTaskExecutor simple) {
			return isOwn(simple, SimpleAsyncTaskExecutor.class, "submit", "execute")
					? new PlainPool(() -> simple, series, mayDiscard, null) : null;
		}
		return (executor instanceof ExecutorService service && isPlain(service))
				? new PlainPool(() -> service, series, mayDiscard, null) : null;
	}

	/** Whether its futures are made by the application, of what that has handed over. */
	static boolean makeOwnFutures(Object executor) {
		Object pool = Pools.behind(executor);
		return isHidden(pool)
				|| (pool instanceof AbstractExecutorService && !makesUsualFutures(ClassUtils.getUserClass(pool)));
	}

	/** Whether the application makes of all tasks what is in the queue. */
	static boolean decorateTasks(Object executor) {
		Class<?> type = ClassUtils.getUserClass(Pools.behind(executor));
		return ScheduledThreadPoolExecutor.class.isAssignableFrom(type)
				&& (!isInherited(type, "decorateTask", Runnable.class, RunnableScheduledFuture.class)
						|| !isInherited(type, "decorateTask", Callable.class, RunnableScheduledFuture.class));
	}

	/** Whether it may stand for a pool of any kind and does not show which. */
	private static boolean isHidden(Object executor) {
		return executor.getClass().getName().equals(HIDING);
	}

	private static boolean isPlain(@Nullable Executor executor) {
		if (executor instanceof ScheduledExecutorService || executor instanceof ForkJoinPool || executor == null
				|| isHidden(executor)) {
			return false;
		}
		Class<?> type = executor.getClass();
		if (type == ThreadPoolExecutor.class || type.getName().startsWith("java.util.concurrent.")) {
			return true;
		}
		return executor instanceof AbstractExecutorService service
				&& isOwn(service, AbstractExecutorService.class, HANDING_OVER.toArray(String[]::new))
				&& makesUsualFutures(type);
	}

	/** Whether methods are as a class has them, and not overridden. */
	private static boolean isOwn(Object executor, Class<?> owner, String... names) {
		return Arrays.stream(executor.getClass().getMethods())
			.filter((method) -> Arrays.asList(names).contains(method.getName()) && takesTask(method))
			.allMatch((method) -> method.getDeclaringClass() == owner || method.isBridge());
	}

	private static boolean takesTask(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0
				&& (types[0] == Runnable.class || types[0] == Callable.class || types[0] == Collection.class);
	}

	private static boolean makesUsualFutures(Class<?> type) {
		return isInherited(type, "newTaskFor", Runnable.class, Object.class)
				&& isInherited(type, "newTaskFor", Callable.class);
	}

	private static boolean isInherited(Class<?> type, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		String owner = (method != null) ? method.getDeclaringClass().getName() : "java.";
		return owner.startsWith("java.") || owner.startsWith("org.springframework.");
	}

}
