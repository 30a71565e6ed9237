package dev.fennel.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Leads to a builder and has what that builds measured, whatever it is told before. It
 * knows no more of the builder than what it gives: newer versions can do more.
 *
 * @param <B> the type of the builder
 */
final class MeteredBuilder<B> implements InvocationHandler {

	private final Class<B> type;

	private final B delegate;

	private final Function<B, ?> build;

	private MeteredBuilder(Class<B> type, B delegate, Function<B, ?> build) {
		this.type = type;
		this.delegate = delegate;
		this.build = build;
	}

	static <B> B of(Class<B> type, B builder, Function<B, ?> build) {
		if (Proxy.isProxyClass(builder.getClass())
				&& Proxy.getInvocationHandler(builder) instanceof MeteredBuilder<?>) {
			return builder;
		}
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new MeteredBuilder<>(type, builder, build)));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		return switch (method.getName()) {
			case "build" -> this.build.apply(this.delegate);
			case "apply" -> apply(proxy, arguments);
			case "equals" -> arguments != null && proxy == arguments[0];
			default -> result(proxy, method, call(method, arguments));
		};
	}

	private @Nullable Object result(Object proxy, Method method, @Nullable Object result) {
		if (result == this.delegate) {
			return proxy;
		}
		return (method.getName().equals("clone") && result != null) ? of(this.type, this.type.cast(result), this.build)
				: result;
	}

	@SuppressWarnings("unchecked") // the parameter of the method that was called
	private Object apply(Object proxy, @Nullable Object @Nullable [] arguments) {
		if (arguments != null && arguments[0] != null) {
			((Consumer<Object>) arguments[0]).accept(proxy);
		}
		return proxy;
	}

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.delegate, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
