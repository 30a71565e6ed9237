package dev.fennel.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Beans that are there: what is lazy is not made only to be checked, and what each
 * request or session has of its own is not there without one.
 */
final class MadeBeans {

	private static final Set<String> OF_CLIENTS = Set.of("request", "session", "websocket");

	private final ConfigurableListableBeanFactory beanFactory;

	MadeBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	<T> Map<String, T> of(Class<T> type) {
		Map<String, T> beans = new LinkedHashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(type, false, false)) {
			if (this.beanFactory.containsSingleton(name) && !ScopedProxyUtils.isScopedTarget(name)
					&& !isOfClients(name)) {
				beans.put(name, this.beanFactory.getBean(name, type));
			}
		}
		return beans;
	}

	<T, R> List<R> map(Class<T> type, BiFunction<String, T, R> function) {
		return of(type).entrySet().stream().map((bean) -> function.apply(bean.getKey(), bean.getValue())).toList();
	}

	/** Targets in other scopes are no singletons, what stands for them is. */
	private boolean isOfClients(String name) {
		String target = ScopedProxyUtils.getTargetBeanName(name);
		return this.beanFactory.containsBeanDefinition(target)
				&& OF_CLIENTS.contains(this.beanFactory.getBeanDefinition(target).getScope());
	}

	/**
	 * A bean's name without what tells that it is a bean of its type.
	 */
	static String shortName(String beanName, String... suffixes) {
		for (String suffix : suffixes) {
			int end = beanName.length() - suffix.length();
			if (end > 0 && beanName.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT))) {
				return beanName.substring(0, end);
			}
		}
		return beanName;
	}

}
