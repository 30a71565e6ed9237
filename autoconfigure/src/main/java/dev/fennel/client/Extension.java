package dev.fennel.client;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cglib.core.ClassLoaderAwareGeneratorStrategy;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.objenesis.SpringObjenesis;

/**
 * What stands for an object, is of its class and does one thing in another way.
 */
final class Extension {

	private static final Log logger = LogFactory.getLog(Extension.class);

	private static final int CHANGED = 0;

	private static final int EQUALS = 1;

	private static final int ALL_ELSE = 2;

	private static final int UNTOUCHED = 3;

	private static final Class<?>[] TYPES = { MethodInterceptor.class, MethodInterceptor.class, Dispatcher.class,
			NoOp.class };

	private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

	private Extension() {
	}

	/**
	 * Makes what stands for an object.
	 * @return the extension, null where the object's class cannot be extended
	 */
	static <T> @Nullable T of(T target, Predicate<Method> changed, Change change) {
		Class<?> type = target.getClass();
		if (!isPossible(type)) {
			return null;
		}
		try {
			return of(target, type, new Filter(changed), change);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The class '%s' cannot be extended".formatted(type.getName()), ex);
			return null;
		}
	}

	/**
	 * Whether an object is an extension.
	 */
	static boolean is(Object object) {
		return object instanceof Factory factory && factory.getCallbacks()[CHANGED] instanceof Changed;
	}

	private static <T> T of(T target, Class<?> type, Filter filter, Change change) {
		Enhancer enhancer = new Enhancer();
		enhancer.setSuperclass(type);
		enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
		enhancer.setStrategy(new ClassLoaderAwareGeneratorStrategy(type.getClassLoader()));
		enhancer.setCallbackFilter(filter);
		enhancer.setCallbackTypes(TYPES);
		Callback[] callbacks = new Callback[TYPES.length];
		callbacks[CHANGED] = (Changed) (proxy, method, arguments, superMethod) -> change.apply(arguments);
		callbacks[EQUALS] = (MethodInterceptor) (proxy, method, arguments, superMethod) -> proxy == arguments[0]
				|| target.equals(arguments[0]);
		callbacks[ALL_ELSE] = (Dispatcher) () -> target;
		callbacks[UNTOUCHED] = NoOp.INSTANCE;
		@SuppressWarnings("unchecked") // it extends the target's class
		T extension = (T) OBJENESIS.newInstance(enhancer.createClass());
		((Factory) extension).setCallbacks(callbacks);
		return extension;
	}

	private static boolean isPossible(Class<?> type) {
		int modifiers = type.getModifiers();
		return !Modifier.isFinal(modifiers) && !Modifier.isPrivate(modifiers) && !type.isSealed() && !type.isHidden()
				&& Arrays.stream(type.getMethods())
					.noneMatch((method) -> Modifier.isFinal(method.getModifiers())
							&& method.getDeclaringClass() != Object.class);
	}

	/** Does the one thing. */
	@FunctionalInterface
	interface Change {

		@Nullable Object apply(Object[] arguments) throws Throwable;

	}

	/** Tells extensions from what others make in the same way. */
	@FunctionalInterface
	private interface Changed extends MethodInterceptor {

	}

	/** Equal for equal rules, so that classes are made once. */
	private record Filter(Predicate<Method> changed) implements CallbackFilter {

		@Override
		public int accept(Method method) {
			if (this.changed.test(method)) {
				return CHANGED;
			}
			return switch (method.getName()) {
				case "equals" -> (method.getParameterCount() == 1) ? EQUALS : ALL_ELSE;
				case "finalize" -> UNTOUCHED;
				default -> ALL_ELSE;
			};
		}

	}

}
