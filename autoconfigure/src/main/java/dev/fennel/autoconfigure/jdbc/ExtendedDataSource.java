package dev.fennel.autoconfigure.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import javax.sql.DataSource;

import dev.fennel.autoconfigure.ClassProxies;
import org.jspecify.annotations.Nullable;

import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.util.ReflectionUtils;

/**
 * Answers calls in a class that extends that of a data source.
 */
final class ExtendedDataSource implements MethodInterceptor {

	private static final CallbackFilter NOT_OF_OBJECT = (
			method) -> (method.getDeclaringClass() == Object.class && !ReflectionUtils.isEqualsMethod(method)
					&& !ReflectionUtils.isHashCodeMethod(method) && !ReflectionUtils.isToStringMethod(method)) ? 1 : 0;

	private final DataSource target;

	private final DataSourceCalls calls;

	private ExtendedDataSource(DataSource target, DataSourceCalls calls) {
		this.target = target;
		this.calls = calls;
	}

	/**
	 * Makes what stands for a data source.
	 * @param target the data source
	 * @param type the class that is extended
	 * @param calls what is answered in its place
	 * @throws RuntimeException if the class cannot be extended
	 */
	static DataSource of(DataSource target, Class<?> type, DataSourceCalls calls) {
		Class<?> extended = ClassProxies.extend(type, ClassProxies.addedInterfaces(target.getClass(), type),
				NOT_OF_OBJECT, MethodInterceptor.class, NoOp.class);
		return (DataSource) ClassProxies.newInstance(extended, new ExtendedDataSource(target, calls), NoOp.INSTANCE);
	}

	@Override
	public @Nullable Object intercept(Object proxy, Method method, Object[] arguments, MethodProxy original)
			throws Throwable {
		Object answer = this.calls.answer(method, arguments);
		if (answer != DataSourceCalls.NOT_ANSWERED) {
			return answer;
		}
		if (ReflectionUtils.isEqualsMethod(method)
				&& (arguments[0] == proxy || method.getDeclaringClass() == Object.class)) {
			return arguments[0] == proxy;
		}
		try {
			ReflectionUtils.makeAccessible(method);
			return method.invoke(this.target, DataSourceCalls.originals(arguments));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
