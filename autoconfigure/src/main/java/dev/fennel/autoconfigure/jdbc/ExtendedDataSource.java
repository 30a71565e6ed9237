package dev.fennel.autoconfigure.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.cglib.core.ClassLoaderAwareGeneratorStrategy;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Answers calls in a class that extends that of a data source. It is not one of Spring's
 * proxies, since those give themselves where the data source gives itself, and Boot would
 * derive others of their class.
 */
final class ExtendedDataSource implements MethodInterceptor {

	private static final SpringObjenesis objenesis = new SpringObjenesis();

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
		ClassLoader loader = type.getClassLoader();
		Enhancer enhancer = new Enhancer();
		enhancer.setClassLoader(loader);
		enhancer.setSuperclass(type);
		enhancer.setInterfaces(added(target, type));
		enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
		enhancer.setStrategy(new ClassLoaderAwareGeneratorStrategy(loader));
		enhancer.setCallbackFilter(NOT_OF_OBJECT);
		enhancer.setCallbackTypes(new Class<?>[] { MethodInterceptor.class, NoOp.class });
		Class<?> extended = enhancer.createClass();
		Object proxy = objenesis.newInstance(extended, enhancer.getUseCache());
		((Factory) proxy).setCallbacks(new Callback[] { new ExtendedDataSource(target, calls), NoOp.INSTANCE });
		return (DataSource) proxy;
	}

	/** Those of a proxy of that class that the data source is. */
	private static Class<?>[] added(DataSource target, Class<?> type) {
		Set<Class<?>> added = ClassUtils.getAllInterfacesAsSet(target);
		added.removeIf((each) -> each.isAssignableFrom(type) || each == Factory.class);
		return ClassUtils.toClassArray(added);
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
