package dev.fennel.beside;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.cglib.proxy.Factory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What an application gets that asks for the one bean of a type.
 *
 * @param context the application's context
 * @param names the name of each bean
 */
record UniqueBeans(ConfigurableApplicationContext context, Map<Object, String> names) {

	static UniqueBeans of(ConfigurableApplicationContext context) {
		Map<Object, String> names = new IdentityHashMap<>();
		context.getBeansOfType(Object.class, false, true).forEach((name, bean) -> names.put(bean, name));
		return new UniqueBeans(context, names);
	}

	/**
	 * All types that beans have, but for Fennel's and those that are made at run time,
	 * and of the JDK's only executors and their like.
	 */
	Set<Class<?>> types() {
		Set<Class<?>> types = new HashSet<>();
		this.names.keySet().forEach((bean) -> addAll(types, bean.getClass()));
		types.removeIf((type) -> type.isHidden() || type.getName().contains("$$SpringCGLIB$$") || type == Factory.class
				|| type.getName().startsWith("dev.fennel.")
				|| type.getName().startsWith("java.") && !type.getName().startsWith("java.util.concurrent."));
		return types;
	}

	/**
	 * The name of the one bean of a type, or why there is none.
	 */
	String get(Class<?> type) {
		try {
			Object bean = this.context.getBeanProvider(type).getIfAvailable();
			return (bean != null) ? this.names.getOrDefault(bean, bean.getClass().getName()) : "none";
		}
		catch (NoUniqueBeanDefinitionException ex) {
			return "many";
		}
	}

	private static void addAll(Set<Class<?>> types, Class<?> type) {
		if (types.add(type)) {
			for (Class<?> parent : type.getInterfaces()) {
				addAll(types, parent);
			}
			if (type.getSuperclass() != null) {
				addAll(types, type.getSuperclass());
			}
		}
	}

}
