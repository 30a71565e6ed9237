package dev.fennel.autoconfigure.method;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.fennel.method.MeteredMethods;
import dev.fennel.method.MethodMetricsAdvisor;
import org.aopalliance.aop.Advice;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Names, once all singletons exist, the annotations that can never fire, and has the
 * families made of all others.
 */
final class MethodMetricsReport implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(MethodMetricsReport.class);

	/** What Spring never makes proxies of. */
	private static final List<Class<?>> INFRASTRUCTURE = List.of(Advice.class, Pointcut.class, Advisor.class,
			AopInfrastructureBean.class);

	private static final String ASPECT = "org.aspectj.lang.annotation.Aspect";

	private final ConfigurableListableBeanFactory beanFactory;

	private final MeteredMethods methods;

	MethodMetricsReport(ConfigurableListableBeanFactory beanFactory, MeteredMethods methods) {
		this.beanFactory = beanFactory;
		this.methods = methods;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> hidden = new TreeSet<>();
		names().forEach((name) -> check(name, hidden));
		if (!hidden.isEmpty()) {
			logger.warn("These metric annotations can never fire. Move them to methods that a proxy can see, or"
					+ " measure there with dev.fennel.Measured:\n\t" + String.join("\n\t", hidden));
		}
		this.methods.start();
	}

	private Set<String> names() {
		Set<String> names = new LinkedHashSet<>(Arrays.asList(this.beanFactory.getBeanDefinitionNames()));
		names.addAll(Arrays.asList(this.beanFactory.getSingletonNames()));
		return names;
	}

	private void check(String name, Set<String> hidden) {
		try {
			Object bean = made(name);
			Class<?> type = (bean != null) ? AopProxyUtils.ultimateTargetClass(bean)
					: this.beanFactory.getType(name, false);
			if (type != null && bean != null && AopUtils.isAopProxy(bean)) {
				hidden.addAll(this.methods.hidden(type, bean));
			}
			else if (type != null) {
				hidden.addAll(this.methods.hidden(type, AutoProxies.extendClass(this.beanFactory, name)));
			}
			String reason = (type != null && bean != null) ? unseen(name, type, bean) : null;
			if (type != null && reason != null) {
				hidden.add("%s: the bean '%s' %s".formatted(type.getName(), name, reason));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The bean '%s' could not be searched for metric annotations".formatted(name), ex);
		}
	}

	/** The bean, if it is there already and not what a factory bean makes. */
	private @Nullable Object made(String name) {
		Object bean = this.beanFactory.containsSingleton(name) ? this.beanFactory.getSingleton(name) : null;
		return (bean instanceof FactoryBean) ? null : bean;
	}

	/** Why no proxy sees any method of a bean, as the end of a sentence. */
	private @Nullable String unseen(String name, Class<?> type, Object bean) {
		if (!this.methods.areIn(type, AutoProxies.extendClass(this.beanFactory, name))) {
			return null;
		}
		if (bean instanceof Advised advised) {
			return MethodMetricsAdvisor.isIn(advised) ? null : "has a proxy that was made without them";
		}
		return AopUtils.isAopProxy(bean) ? null : notProxied(name, type);
	}

	private String notProxied(String name, Class<?> type) {
		if (!AutoProxies.areMade(this.beanFactory)) {
			return "has no proxy, since spring.aop.auto is false and nothing else makes any";
		}
		if (!this.beanFactory.containsBeanDefinition(name)) {
			return "was registered ready-made, and so has no proxy";
		}
		return isInfrastructure(type) ? "is an aspect or another part of Spring AOP, which has no proxy"
				: "was made before proxies could be";
	}

	private static boolean isInfrastructure(Class<?> type) {
		return INFRASTRUCTURE.stream().anyMatch((part) -> part.isAssignableFrom(type))
				|| MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY).isPresent(ASPECT);
	}

}
