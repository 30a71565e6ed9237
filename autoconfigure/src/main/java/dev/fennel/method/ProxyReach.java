package dev.fennel.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ClassUtils;

/**
 * What a proxy of Spring's can see of a bean: one that extends the class its methods that
 * can be overridden, one of interfaces the methods of these.
 */
final class ProxyReach {

	private final Class<?> type;

	/** Null where the proxy extends the class. */
	private final Class<?> @Nullable [] interfaces;

	private ProxyReach(Class<?> type, Class<?> @Nullable [] interfaces) {
		this.type = type;
		this.interfaces = interfaces;
	}

	/** The reach of a proxy that extends a class. */
	static ProxyReach ofClass(Class<?> type) {
		return new ProxyReach(type, null);
	}

	/** The reach of a proxy that has interfaces of a class. */
	static ProxyReach ofInterfaces(Class<?> type, Class<?>... interfaces) {
		return new ProxyReach(type, interfaces);
	}

	/**
	 * The reach of a proxy as Spring makes one.
	 * @param type the bean's class
	 * @param byClass whether proxies extend classes also where there are interfaces
	 */
	static ProxyReach expected(Class<?> type, boolean byClass) {
		boolean extensible = !Proxy.isProxyClass(type) && !type.isInterface() && !ClassUtils.isLambdaClass(type);
		return (extensible && (byClass || !hasInterfaces(type))) ? ofClass(type)
				: ofInterfaces(type, ClassUtils.getAllInterfacesForClass(type));
	}

	/**
	 * Why a method can never be seen, as the end of a sentence; null if it can.
	 */
	@Nullable String hidden(Method method) {
		if (Modifier.isPrivate(method.getModifiers())) {
			return "the method is private";
		}
		if (Modifier.isStatic(method.getModifiers())) {
			return "the method is static";
		}
		return (this.interfaces != null) ? hiddenFrom(this.interfaces, method) : hiddenFromSubclass(method);
	}

	private @Nullable String hiddenFromSubclass(Method method) {
		if (Modifier.isFinal(this.type.getModifiers())) {
			return "the class is final";
		}
		if (this.type.isSealed()) {
			return "the class is sealed";
		}
		if (Arrays.stream(this.type.getDeclaredConstructors())
			.allMatch((constructor) -> Modifier.isPrivate(constructor.getModifiers()))) {
			return "the class has private constructors only";
		}
		if (Modifier.isFinal(method.getModifiers())) {
			return "the method is final";
		}
		return isForeign(method) ? "only the package of the superclass sees the method" : null;
	}

	private boolean isForeign(Method method) {
		int visible = Modifier.PUBLIC | Modifier.PROTECTED;
		return (method.getModifiers() & visible) == 0
				&& !method.getDeclaringClass().getPackageName().equals(this.type.getPackageName());
	}

	private @Nullable String hiddenFrom(Class<?>[] visible, Method method) {
		boolean found = Arrays.stream(visible)
			.flatMap((candidate) -> Arrays.stream(candidate.getMethods()))
			.anyMatch((candidate) -> candidate.getName().equals(method.getName())
					&& AnnotatedClass.specific(candidate, this.type).equals(method));
		return found ? null : "the method is in none of the interfaces that the proxy has";
	}

	/** Those that Spring makes a proxy of, less the call-backs of the container. */
	private static boolean hasInterfaces(Class<?> type) {
		return Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
			.anyMatch((candidate) -> candidate.getMethods().length > 0 && candidate != InitializingBean.class
					&& candidate != DisposableBean.class && candidate != AutoCloseable.class
					&& candidate != java.io.Closeable.class && !Aware.class.isAssignableFrom(candidate));
	}

}
