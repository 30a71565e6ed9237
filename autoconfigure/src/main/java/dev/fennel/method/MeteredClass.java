package dev.fennel.method;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The annotated methods of one class.
 */
final class MeteredClass {

	private final Class<?> beanClass;

	private final Map<Method, MeteredMethod> methods;

	private final ConcurrentMap<Method, Optional<MeteredMethod>> byInvoked = new ConcurrentHashMap<>();

	/**
	 * Creates the methods of a class.
	 * @param beanClass the class
	 * @param methods those that are annotated, as the class has them
	 */
	MeteredClass(Class<?> beanClass, Map<Method, MeteredMethod> methods) {
		this.beanClass = beanClass;
		this.methods = methods;
	}

	boolean isEmpty() {
		return this.methods.isEmpty();
	}

	Collection<MeteredMethod> methods() {
		return this.methods.values();
	}

	/**
	 * What a proxy that extends the class or, if asked to, has its interfaces will see.
	 */
	ProxyReach reach(boolean byClass) {
		return ProxyReach.expected(ClassUtils.getUserClass(this.beanClass), byClass);
	}

	/**
	 * Looks at the methods through a proxy, and remembers those that it can see.
	 * @return a sentence for each of the others, without full stop
	 */
	List<String> hidden(ProxyReach reach) {
		List<String> hidden = new ArrayList<>();
		this.methods.forEach((method, metered) -> {
			String reason = reach.hidden(method);
			if (reason != null) {
				hidden.add(metered + ": " + reason);
			}
			else {
				metered.reached();
			}
		});
		return hidden;
	}

	/**
	 * The method for one as it is invoked, which may be that of an interface or a bridge.
	 */
	@Nullable MeteredMethod find(Method invoked) {
		if (this.methods.isEmpty()) {
			return null;
		}
		Optional<MeteredMethod> known = this.byInvoked.get(invoked);
		if (known == null) {
			known = Optional.ofNullable(this.methods.get(AnnotatedClass.specific(invoked, this.beanClass)));
			this.byInvoked.put(invoked, known);
		}
		return known.orElse(null);
	}

}
