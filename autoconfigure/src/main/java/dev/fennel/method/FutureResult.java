package dev.fennel.method;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A plain future tells nobody when it is done. It ends when it is seen to be: by what the
 * caller asks of it, where the method declares an interface, so that the caller can be
 * given a wrapper, and by a look once a second.
 */
final class FutureResult implements AsyncResult, AutoCloseable {

	private static final ClassValue<Boolean> CALLABLE = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return Arrays.stream(type.getMethods()).map(Method::getDeclaringClass).allMatch(FutureResult::isAccessible);
		}

	};

	private final FutureWatch watch;

	FutureResult(Failures failures) {
		this.watch = new FutureWatch(failures);
	}

	@Override
	public boolean isFor(Class<?> type) {
		return Future.class.isAssignableFrom(type);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		Future<?> future = (Future<?>) returned;
		if (endIfDone(future, call)) {
			return returned;
		}
		this.watch.add(() -> endIfDone(future, call), call);
		return mayReplace(declared) ? wrap(future, call, declared.type()) : returned;
	}

	@Override
	public void close() {
		this.watch.close();
	}

	/** A wrapper must be what callers expect, and able to call what is behind it. */
	private static boolean mayReplace(ReturnType declared) {
		return !declared.open() && declared.type().isInterface() && Future.class.isAssignableFrom(declared.type())
				&& CALLABLE.get(declared.type());
	}

	private static boolean isAccessible(Class<?> type) {
		return Modifier.isPublic(type.getModifiers())
				&& type.getModule().isExported(type.getPackageName(), FutureResult.class.getModule());
	}

	private static Object wrap(Future<?> future, MethodCall call, Class<?> declared) {
		return Proxy.newProxyInstance(declared.getClassLoader(), new Class<?>[] { declared },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> invoke(future, call, method, arguments);
				});
	}

	private static @Nullable Object invoke(Future<?> future, MethodCall call, Method method,
			@Nullable Object[] arguments) throws Throwable {
		try {
			return method.invoke(future, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
		finally {
			endIfDone(future, call);
		}
	}

	private static boolean endIfDone(Future<?> future, MethodCall call) {
		if (!future.isDone()) {
			return false;
		}
		if (future.isCancelled()) {
			call.cancelled();
			return true;
		}
		try {
			call.succeeded(future.get());
		}
		catch (ExecutionException | RuntimeException ex) {
			call.failed(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		return true;
	}

}
