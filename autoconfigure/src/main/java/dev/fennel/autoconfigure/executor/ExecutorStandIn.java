package dev.fennel.autoconfigure.executor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.fennel.executor.MeteredExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.util.ClassUtils;

/**
 * Stands for an executor: the tasks that it is given are measured, all else is up to the
 * executor itself. It is of the executor's class where that can be extended, else it has
 * all of its interfaces.
 */
final class ExecutorStandIn implements MethodInterceptor, InvocationHandler {

	private static final Log logger = LogFactory.getLog(ExecutorStandIn.class);

	private static final Object[] NONE = {};

	private final Object target;

	private final MeteredExecutor metered;

	private ExecutorStandIn(Object target, MeteredExecutor metered) {
		this.target = target;
		this.metered = metered;
	}

	/**
	 * Returns whether an object stands for an executor.
	 */
	static boolean isOne(Object object) {
		return (Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof ExecutorStandIn)
				|| (object instanceof Factory factory && factory.getCallbacks().length > 0
						&& factory.getCallback(0) instanceof ExecutorStandIn);
	}

	/**
	 * Finds a way to make one.
	 * @param declared the type by which the application may ask for it, null for any
	 * @return null if there is none
	 */
	static @Nullable Maker makerFor(Object executor, @Nullable Class<?> declared) {
		Class<?> type = executor.getClass();
		if (ExecutorSubclass.isPossible(type)) {
			try {
				Class<?> subclass = ExecutorSubclass.type(type);
				return (metered) -> ExecutorSubclass.of(executor, subclass, new ExecutorStandIn(executor, metered));
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("The class '%s' cannot be extended".formatted(type.getName()), ex);
			}
		}
		Class<?>[] interfaces = ClassUtils.getAllInterfaces(executor);
		return (declared == null || declared.isInterface() || declared == Object.class) ? (metered) -> Proxy
			.newProxyInstance(loader(executor), interfaces, new ExecutorStandIn(executor, metered)) : null;
	}

	@Override
	public @Nullable Object intercept(Object proxy, Method method, Object[] arguments, MethodProxy original)
			throws Throwable {
		return answer(method, arguments);
	}

	private @Nullable Object answer(Method method, Object[] arguments) throws Throwable {
		Object answer = this.metered.answer(method, arguments);
		return (answer != MeteredExecutor.NOT_ANSWERED) ? answer
				: AopUtils.invokeJoinpointUsingReflection(this.target, method, arguments);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
		Object[] arguments = (given != null) ? given : NONE;
		if (MeteredExecutor.mayAnswer(method)) {
			return answer(method, arguments);
		}
		if (method.getName().equals("equals") && arguments.length == 1) {
			return isSame(proxy, arguments[0]);
		}
		return AopUtils.invokeJoinpointUsingReflection(this.target, method, arguments);
	}

	boolean isSame(Object proxy, @Nullable Object other) {
		return proxy == other || this.target.equals(other);
	}

	private static @Nullable ClassLoader loader(Object executor) {
		ClassLoader loader = executor.getClass().getClassLoader();
		return (loader != null) ? loader : ExecutorStandIn.class.getClassLoader();
	}

	/**
	 * Makes what stands for an executor.
	 */
	interface Maker {

		Object make(MeteredExecutor metered);

	}

}
