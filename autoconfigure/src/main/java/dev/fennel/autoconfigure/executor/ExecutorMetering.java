package dev.fennel.autoconfigure.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.fennel.autoconfigure.DeclaredTypes;
import dev.fennel.executor.ExecutorMetrics;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.util.ClassUtils;

/**
 * Measures executors by what takes the place of each: a proxy that is still of its class,
 * else one of its interfaces where no other is asked for.
 */
final class ExecutorMetering implements AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(ExecutorMetering.class);

	private final ExecutorMetrics metrics;

	private final DeclaredTypes declaredTypes;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	ExecutorMetering(ExecutorMetrics metrics, DeclaredTypes declaredTypes) {
		this.metrics = metrics;
		this.declaredTypes = declaredTypes;
	}

	/**
	 * Measures the executor that a bean is.
	 * @return what takes the place of the bean
	 */
	Object measure(Object executor, String beanName) {
		String name = name(beanName);
		try {
			Class<?> declared = this.declaredTypes.of(beanName);
			ExecutorStandIn.Maker maker = ExecutorStandIn.makerFor(executor, declared);
			if (maker != null) {
				return maker.make(this.metrics.measure(name, executor));
			}
			warn(name, executor, declared);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure an executor", ex);
		}
		return executor;
	}

	/**
	 * A bean without a name has one that Spring makes up, with another number each time.
	 */
	private static String name(String beanName) {
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		int generated = name.indexOf(BeanFactoryUtils.GENERATED_BEAN_NAME_SEPARATOR);
		boolean ofClass = generated > 0 && name.lastIndexOf('.', generated) > 0;
		return ofClass ? ClassUtils.getShortName(name.substring(0, generated)) : name;
	}

	private void warn(String name, Object executor, @Nullable Class<?> declared) {
		if (this.reported.add(name)) {
			logger.warn(("The tasks of the bean '%s' are not measured: its class %s cannot be extended, and the bean is"
					+ " declared as %s. Declare it as an interface, such as java.util.concurrent.ExecutorService.")
				.formatted(name, executor.getClass().getName(), (declared != null) ? declared.getName() : "such"));
		}
	}

}
