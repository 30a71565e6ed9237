package dev.fennel.messaging;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads what annotated methods have returned, of one of the types that hold that: they
 * have moved between packages.
 */
final class RabbitResult {

	private static final ClassValue<RabbitResult> TYPES = new ClassValue<>() {

		@Override
		protected RabbitResult computeValue(Class<?> type) {
			return new RabbitResult(type);
		}

	};

	private static final List<String> OTHERS = List.of("getSendTo", "getReturnType", "getBean", "getMethod");

	private final @Nullable Method value;

	private final List<Method> others;

	private final @Nullable Constructor<?> constructor;

	private RabbitResult(Class<?> type) {
		this.value = ReflectionUtils.findMethod(type, "getReturnValue");
		this.others = OTHERS.stream()
			.map((name) -> ReflectionUtils.findMethod(type, name))
			.filter(Objects::nonNull)
			.toList();
		this.constructor = Arrays.stream(type.getConstructors())
			.filter((each) -> each.getParameterCount() == 1 + OTHERS.size())
			.findFirst()
			.orElse(null);
	}

	static RabbitResult of(Class<?> type) {
		return TYPES.get(type);
	}

	@Nullable Object value(Object result) {
		return (this.value != null) ? ReflectionUtils.invokeMethod(this.value, result) : null;
	}

	/** The same result with another value. */
	Object with(Object result, Object value) throws ReflectiveOperationException {
		if (this.constructor == null || this.others.size() < OTHERS.size()) {
			throw new NoSuchMethodException("No constructor or parts of " + result.getClass());
		}
		@Nullable Object[] arguments = new @Nullable Object[1 + OTHERS.size()];
		arguments[0] = value;
		for (int i = 1; i < arguments.length; i++) {
			arguments[i] = ReflectionUtils.invokeMethod(this.others.get(i - 1), result);
		}
		return this.constructor.newInstance(arguments);
	}

}
