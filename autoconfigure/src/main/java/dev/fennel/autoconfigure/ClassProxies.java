package dev.fennel.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;

import org.springframework.aot.AotDetector;
import org.springframework.beans.BeanUtils;
import org.springframework.cglib.core.ClassLoaderAwareGeneratorStrategy;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Which beans a proxy may stand for that is still of their class, and how it is made.
 * Those that Spring makes for advice would do, but make garbage at each call, give
 * themselves where the bean gives itself, and have Boot derive others of their class.
 *
 * @since 0.1.0
 */
public final class ClassProxies {

	private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

	private ClassProxies() {
	}

	/**
	 * Returns whether a proxy may extend a class and lead all that is public to its
	 * target.
	 * @param type the class
	 * @return whether it may be extended and has no final methods
	 */
	public static boolean canExtend(Class<?> type) {
		return canExtend(type, Set.of());
	}

	/**
	 * Returns whether a proxy may extend a class and lead all that is public to its
	 * target, but for final methods of some classes.
	 * @param type the class
	 * @param harmless classes whose final methods may run on a proxy
	 * @return whether it may be extended and has no other final methods
	 */
	public static boolean canExtend(Class<?> type, Set<Class<?>> harmless) {
		int modifiers = type.getModifiers();
		return !Modifier.isFinal(modifiers) && !Modifier.isPrivate(modifiers) && !type.isSealed()
				&& Arrays.stream(type.getMethods())
					.noneMatch((method) -> hidesTheTarget(method) && !harmless.contains(method.getDeclaringClass()));
	}

	/**
	 * Makes the class of proxies that extend a class, once.
	 * @param extended the class
	 * @param added interfaces that it does not have
	 * @param filter chooses a callback for each method; a constant
	 * @param callbackTypes the types of the callbacks
	 * @return the class
	 * @throws RuntimeException if the class cannot be extended
	 */
	public static Class<?> extend(Class<?> extended, Class<?>[] added, CallbackFilter filter,
			Class<?>... callbackTypes) {
		Enhancer enhancer = new Enhancer();
		enhancer.setSuperclass(extended);
		enhancer.setInterfaces(added);
		enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
		enhancer.setAttemptLoad(AotDetector.useGeneratedArtifacts());
		enhancer.setStrategy(new ClassLoaderAwareGeneratorStrategy(extended.getClassLoader()));
		enhancer.setCallbackFilter(filter);
		enhancer.setCallbackTypes(callbackTypes);
		return enhancer.createClass();
	}

	/**
	 * Makes a proxy, without running a constructor of the class that it extends where
	 * that is possible.
	 * @param proxyType what {@link #extend} gave
	 * @param callbacks what answers its methods
	 * @return the proxy
	 */
	public static Object newInstance(Class<?> proxyType, Callback... callbacks) {
		Object proxy = OBJENESIS.isWorthTrying() ? OBJENESIS.newInstance(proxyType)
				: BeanUtils.instantiateClass(proxyType);
		((Factory) proxy).setCallbacks(callbacks);
		return proxy;
	}

	/**
	 * Returns the interfaces that a bean has beyond those of a class that it extends, as
	 * an advised one has.
	 * @param type the bean's class
	 * @param extended a class above it
	 * @return the interfaces
	 */
	public static Class<?>[] addedInterfaces(Class<?> type, Class<?> extended) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.filter((each) -> !each.isAssignableFrom(extended) && each != Factory.class)
			.toArray(Class<?>[]::new);
	}

	/** A final method would run on the proxy, whose fields are empty. */
	private static boolean hidesTheTarget(Method method) {
		return Modifier.isFinal(method.getModifiers()) && method.getDeclaringClass() != Object.class;
	}

}
