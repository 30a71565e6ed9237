package dev.fennel.method;

import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;

import org.springframework.core.KotlinDetector;

/**
 * What a method declares that it returns, and with it what callers may take that for.
 *
 * @param type the type without type arguments
 * @param open whether callers may expect any class: the type is {@code Object} or a
 * variable
 * @param suspending whether Spring makes a {@code Mono} or {@code Flux} of it, which no
 * caller sees
 */
record ReturnType(Class<?> type, boolean open, boolean suspending) {

	static ReturnType of(Method method) {
		boolean suspending = KotlinDetector.isSuspendingFunction(method);
		boolean open = method.getReturnType() == Object.class || method.getGenericReturnType() instanceof TypeVariable;
		return new ReturnType(method.getReturnType(), open, suspending);
	}

	/** Whether no caller expects more than any object of a type. */
	boolean allows(Class<?> general) {
		return !this.open && this.type.isAssignableFrom(general);
	}

}
