package dev.fennel.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The annotated methods of a bean's class: its own, inherited ones, and those of its
 * interfaces, each once.
 */
final class AnnotatedClass {

	/** The JVM's own order is another each time, and who is first names a family. */
	private static final Comparator<Method> BY_NAME = Comparator.comparing(Method::getName)
		.thenComparing((method) -> method.getDeclaringClass().isInterface());

	private final Class<?> type;

	private final Map<Method, MeteredMethod> methods = new LinkedHashMap<>();

	private final Map<Class<?>, MethodAnnotations> onTypes = new LinkedHashMap<>();

	private final boolean ofProxies;

	private AnnotatedClass(Class<?> type, boolean ofProxies) {
		this.type = type;
		this.ofProxies = ofProxies;
		putIfAny(type, SearchStrategy.SUPERCLASS);
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			putIfAny(candidate, SearchStrategy.TYPE_HIERARCHY);
		}
	}

	static AnnotatedClass of(Class<?> beanClass) {
		AnnotatedClass result = new AnnotatedClass(ClassUtils.getUserClass(beanClass),
				SpringProxy.class.isAssignableFrom(beanClass));
		MethodIntrospector.selectMethods(result.type, result::orNull)
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey(BY_NAME))
			.forEach((annotated) -> result.put(annotated.getKey(), annotated.getValue()));
		return result;
	}

	/**
	 * The annotated methods by what {@link #specific} gives for them.
	 */
	Map<Method, MeteredMethod> methods() {
		return this.methods;
	}

	/**
	 * The bean's own class; the first interface of what has no class with a name, such as
	 * a proxy of interfaces or a lambda.
	 */
	static Class<?> nameable(Class<?> type) {
		Class<?>[] interfaces = type.getInterfaces();
		return (isNameless(type) && interfaces.length > 0) ? interfaces[0] : type;
	}

	/**
	 * The method of a class that an invoked one stands for. What several interfaces of a
	 * proxy have is one method of its class.
	 */
	static Method specific(Method invoked, Class<?> beanClass) {
		if (!Proxy.isProxyClass(beanClass)) {
			return AopUtils.getMostSpecificMethod(invoked, beanClass);
		}
		try {
			return beanClass.getMethod(invoked.getName(), invoked.getParameterTypes());
		}
		catch (NoSuchMethodException ex) {
			return invoked;
		}
	}

	/** The method of a lambda has no names of parameters, that of its interface has. */
	private void put(Method method, MethodAnnotations annotations) {
		Method key = specific(method, this.type);
		MeteredMethod same = this.methods.get(key);
		Method declared = ClassUtils.isLambdaClass(this.type) ? implemented(method).findFirst().orElse(method) : method;
		this.methods.put(key, new MeteredMethod(nameable(this.type), (same != null) ? same.method() : declared,
				(same != null) ? same.annotations().orElse(annotations) : annotations, this.ofProxies));
	}

	private @Nullable MethodAnnotations orNull(Method method) {
		MethodAnnotations result = isCoveredByType(method) ? onMethod(method).orElse(onTypes(method))
				: onMethod(method);
		return result.isEmpty() ? null : result;
	}

	private MethodAnnotations onMethod(Method method) {
		MethodAnnotations own = read(method);
		return Modifier.isPublic(method.getModifiers())
				? implemented(method).map(AnnotatedClass::read).reduce(own, MethodAnnotations::orElse) : own;
	}

	private static MethodAnnotations read(Method method) {
		return MethodAnnotations.of(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY));
	}

	private static boolean isCoveredByType(Method method) {
		int modifiers = method.getModifiers();
		return Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !ReflectionUtils.isObjectMethod(method);
	}

	/** What types say: a class of all its methods, an interface of those that it has. */
	private MethodAnnotations onTypes(Method method) {
		MethodAnnotations result = this.onTypes.getOrDefault(this.type, MethodAnnotations.NONE);
		for (Map.Entry<Class<?>, MethodAnnotations> entry : this.onTypes.entrySet()) {
			Class<?> declaring = entry.getKey();
			if (declaring != this.type && (method.getDeclaringClass() == declaring
					|| implemented(declaring, method).findAny().isPresent())) {
				result = result.orElse(entry.getValue());
			}
		}
		return result;
	}

	private void putIfAny(Class<?> candidate, SearchStrategy strategy) {
		MethodAnnotations annotations = MethodAnnotations.of(MergedAnnotations.from(candidate, strategy));
		if (!annotations.isEmpty()) {
			this.onTypes.put(candidate, annotations);
		}
	}

	/** The methods of interfaces that a method implements, known to its class or not. */
	private Stream<Method> implemented(Method method) {
		return ClassUtils.getAllInterfacesForClassAsSet(this.type)
			.stream()
			.flatMap((declaring) -> implemented(declaring, method));
	}

	private Stream<Method> implemented(Class<?> declaring, Method method) {
		Method specific = specific(method, this.type);
		return Arrays.stream(declaring.getMethods())
			.filter((candidate) -> candidate.getName().equals(method.getName())
					&& candidate.getParameterCount() == method.getParameterCount())
			.filter((candidate) -> specific(candidate, this.type).equals(specific));
	}

	private static boolean isNameless(Class<?> type) {
		return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
	}

}
