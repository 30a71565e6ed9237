package dev.fennel.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Beans that are there: what is lazy is not made only to be checked.
 */
final class MadeBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	MadeBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	<T> Map<String, T> of(Class<T> type) {
		Map<String, T> beans = new LinkedHashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(type, false, false)) {
			if (this.beanFactory.containsSingleton(name) && !ScopedProxyUtils.isScopedTarget(name)) {
				beans.put(name, this.beanFactory.getBean(name, type));
			}
		}
		return beans;
	}

	<T, R> List<R> map(Class<T> type, BiFunction<String, T, R> function) {
		return of(type).entrySet().stream().map((bean) -> function.apply(bean.getKey(), bean.getValue())).toList();
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
