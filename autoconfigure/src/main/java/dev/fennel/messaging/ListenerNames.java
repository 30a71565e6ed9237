package dev.fennel.messaging;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Values of the label {@code listener}: the id that the application gave, or the bean's
 * name, else the listener's class and method.
 */
final class ListenerNames {

	private static final String GENERATED = "org.springframework.";

	private static final String UNKNOWN = "unnamed";

	private ListenerNames() {
	}

	static String of(@Nullable String id, @Nullable Object listener, @Nullable Object handler) {
		if (id != null && isGiven(id)) {
			return id;
		}
		String name = (handler != null) ? ofHandler(handler) : null;
		return ((name != null) ? name : ofClass(listener)) + suffix(id);
	}

	private static boolean isGiven(String id) {
		return !id.isEmpty() && !id.startsWith(GENERATED);
	}

	/** What retry topics append to the id of their main listener. */
	private static String suffix(@Nullable String id) {
		int number = (id != null) ? id.lastIndexOf('#') : -1;
		int end = (id != null && number >= 0) ? id.indexOf('-', number) : -1;
		return (id != null && end >= 0) ? id.substring(end) : "";
	}

	/** The library's own class of handlers tells it to its own package only. */
	private static @Nullable String ofHandler(Object handler) {
		if (field(handler, "invokerHandlerMethod") instanceof HandlerMethod method) {
			return ofClass(method.getBean()) + "." + method.getMethod().getName();
		}
		Method method = ReflectionUtils.findMethod(handler.getClass(), "getBean");
		return (method != null) ? ofClass(ReflectionUtils.invokeMethod(method, handler)) : null;
	}

	private static String ofClass(@Nullable Object target) {
		if (target == null) {
			return UNKNOWN;
		}
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(target));
		int generated = type.getName().indexOf("$$");
		String name = (generated > 0) ? type.getName().substring(0, generated) : type.getName();
		return name.startsWith(GENERATED) ? UNKNOWN : ClassUtils.getShortName(name).replaceFirst(".*\\.", "");
	}

	static @Nullable Object field(Object target, String name) {
		Field field = ReflectionUtils.findField(target.getClass(), name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

}
