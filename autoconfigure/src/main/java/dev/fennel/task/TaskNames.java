package dev.fennel.task;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Names tasks by class and method of the application's own. What Spring has around them
 * tells that of methods only in a text, which knows no bean, so its fields are read.
 */
final class TaskNames {

	/** Where the classes are that Spring has around tasks. */
	static final String SPRING = "org.springframework.scheduling.";

	private static final String GENERATED = "$$";

	private TaskNames() {
	}

	/** The task within what Spring keeps outcomes by. */
	static Runnable unwrap(Runnable task) {
		Runnable result = task;
		while (!(result instanceof ScheduledMethodRunnable) && result.getClass().getName().startsWith(SPRING)) {
			Runnable inner = field(result, null, Runnable.class);
			if (inner == null) {
				return result;
			}
			result = inner;
		}
		return result;
	}

	/**
	 * Names what {@link #unwrap} gives.
	 */
	static String of(Runnable task) {
		if (task instanceof ScheduledMethodRunnable method) {
			return name(AopProxyUtils.ultimateTargetClass(method.getTarget()), method.getMethod().getName());
		}
		if (!task.getClass().getName().startsWith(SPRING)) {
			return ofClass(AopProxyUtils.ultimateTargetClass(task));
		}
		Supplier<?> context = field(task, "contextSupplier", Supplier.class);
		if (context != null && context.get() instanceof ScheduledTaskObservationContext observed) {
			Class<?> target = observed.getTargetClass();
			return name(Proxy.isProxyClass(target) ? observed.getMethod().getDeclaringClass() : target,
					observed.getMethod().getName());
		}
		return ofText(task.toString());
	}

	/** Lambdas of one class, whose names differ from run to run, have one name. */
	private static String ofClass(Class<?> type) {
		Class<?> user = ClassUtils.getUserClass(type);
		int generated = user.getName().indexOf(GENERATED);
		if (generated > 0) {
			return simpleName(user.getName().substring(0, generated)) + ".lambda";
		}
		return user.isAnonymousClass() ? simpleName(named(user).getName()) + ".lambda" : name(user, "run");
	}

	private static Class<?> named(Class<?> type) {
		Class<?> result = type;
		while (result.isAnonymousClass()) {
			result = result.getEnclosingClass();
		}
		return result;
	}

	/** The text is the name of a class, a dot, and that of a method. */
	static String ofText(String text) {
		int dot = text.lastIndexOf('.');
		String type = (dot > 0) ? text.substring(0, dot) : text;
		int generated = type.indexOf(GENERATED);
		return simpleName((generated > 0) ? type.substring(0, generated) : type)
				+ ((dot > 0) ? text.substring(dot) : "");
	}

	private static <T> @Nullable T field(Object target, @Nullable String name, Class<T> type) {
		Field field = ReflectionUtils.findField(target.getClass(), name, type);
		if (field == null) {
			return null;
		}
		field.setAccessible(true);
		return type.cast(ReflectionUtils.getField(field, target));
	}

	private static String name(Class<?> type, String method) {
		return ClassUtils.getUserClass(type).getSimpleName() + "." + method;
	}

	private static String simpleName(String className) {
		return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
	}

}
