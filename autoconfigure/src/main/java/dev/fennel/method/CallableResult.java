package dev.fennel.method;

import java.util.concurrent.Callable;

import org.springframework.util.ClassUtils;

/**
 * A callable is measured at each of its calls, and not at all if there is none. It is
 * wrapped only where the caller cannot expect more than a callable.
 */
final class CallableResult implements AsyncResult {

	@Override
	public boolean isFor(Class<?> type) {
		return Callable.class.isAssignableFrom(type);
	}

	@Override
	public boolean begins(ReturnType declared) {
		return declared.allows(Callable.class);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		if (!declared.allows(Callable.class) && !(declared.open() && isNothingElse(returned.getClass()))) {
			call.succeeded(returned);
			return returned;
		}
		call.leave();
		Callable<?> callable = (Callable<?>) returned;
		return (Callable<?>) () -> call(callable, call.again());
	}

	/** Whether a class has no name by which anybody could expect it. */
	private static boolean isNothingElse(Class<?> type) {
		Class<?>[] interfaces = type.getInterfaces();
		return ClassUtils.isLambdaClass(type) && interfaces.length == 1 && interfaces[0] == Callable.class;
	}

	private static Object call(Callable<?> callable, MethodCall call) throws Exception {
		try {
			Object value = callable.call();
			call.succeeded(value);
			return value;
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
	}

}
