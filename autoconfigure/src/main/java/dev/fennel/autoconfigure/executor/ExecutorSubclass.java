package dev.fennel.autoconfigure.executor;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

import dev.fennel.autoconfigure.ClassProxies;
import dev.fennel.executor.MeteredExecutor;

import org.springframework.aop.support.AopUtils;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Makes proxies that extend the class of an executor.
 */
final class ExecutorSubclass {

	private static final int ANSWERED = 0;

	private static final int EQUALS = 1;

	private static final int ALL_ELSE = 2;

	private static final int UNTOUCHED = 3;

	private static final int PROTECTED = 4;

	private static final Class<?>[] TYPES = { MethodInterceptor.class, MethodInterceptor.class, Dispatcher.class,
			NoOp.class, MethodInterceptor.class };

	private static final CallbackFilter FILTER = ExecutorSubclass::callbackFor;

	/** No class can be made in the JDK's packages, but one that extends these. */
	private static final Map<Class<?>, Class<?>> OF_THE_JDK = Map.of(ThreadPoolExecutor.class,
			ExtendableThreadPool.class, ScheduledThreadPoolExecutor.class, ExtendableScheduledThreadPool.class,
			ForkJoinPool.class, ExtendableForkJoinPool.class);

	/** Their final methods do right on a proxy that has the same state. */
	static final Set<Class<?>> WITH_STATE = Set.of(SimpleAsyncTaskExecutor.class, ConcurrentTaskExecutor.class,
			VirtualThreadTaskExecutor.class, TaskExecutorAdapter.class);

	private ExecutorSubclass() {
	}

	/**
	 * Returns whether a class can be extended.
	 */
	static boolean isPossible(Class<?> type) {
		Class<?> extended = ClassUtils.getUserClass(type);
		return OF_THE_JDK.containsKey(extended)
				|| (!isOfTheJdk(extended) && ClassProxies.canExtend(extended, WITH_STATE));
	}

	static Object of(Object target, Class<?> subclass, ExecutorStandIn standIn) {
		Callback[] callbacks = new Callback[TYPES.length];
		callbacks[ANSWERED] = standIn;
		callbacks[EQUALS] = (MethodInterceptor) (proxy, method, arguments, superMethod) -> standIn.isSame(proxy,
				arguments[0]);
		callbacks[ALL_ELSE] = (Dispatcher) () -> target;
		callbacks[UNTOUCHED] = NoOp.INSTANCE;
		callbacks[PROTECTED] = (MethodInterceptor) (proxy, method, arguments, superMethod) -> AopUtils
			.invokeJoinpointUsingReflection(target, method, arguments);
		Object proxy = ClassProxies.newInstance(subclass, callbacks);
		if (WITH_STATE.stream().anyMatch((type) -> type.isInstance(target))) {
			copyState(target, proxy);
		}
		return proxy;
	}

	/**
	 * Returns the class of the proxies of a class.
	 */
	static Class<?> type(Class<?> type) {
		Class<?> user = ClassUtils.getUserClass(type);
		Class<?> extended = OF_THE_JDK.getOrDefault(user, user);
		return ClassProxies.extend(extended, ClassProxies.addedInterfaces(type, extended), FILTER, TYPES);
	}

	private static boolean isOfTheJdk(Class<?> type) {
		return type.getName().startsWith("java.");
	}

	private static void copyState(Object target, Object proxy) {
		ReflectionUtils.doWithFields(ClassUtils.getUserClass(target), (field) -> copy(field, target, proxy),
				(field) -> !Modifier.isStatic(field.getModifiers()));
	}

	private static void copy(Field field, Object target, Object proxy) throws IllegalAccessException {
		field.setAccessible(true);
		field.set(proxy, field.get(target));
	}

	/**
	 * A dispatcher does not lead these to the target, and the JDK's cannot be reached.
	 */
	private static boolean isLeftOut(Method method) {
		return Modifier.isProtected(method.getModifiers()) && !isOfTheJdk(method.getDeclaringClass())
				&& !method.getName().equals("finalize");
	}

	private static int callbackFor(Method method) {
		if (MeteredExecutor.mayAnswer(method)) {
			return ANSWERED;
		}
		if (isLeftOut(method)) {
			return PROTECTED;
		}
		return switch (method.getName()) {
			case "equals" -> (method.getParameterCount() == 1) ? EQUALS : ALL_ELSE;
			case "finalize" -> UNTOUCHED;
			default -> ALL_ELSE;
		};
	}

}
