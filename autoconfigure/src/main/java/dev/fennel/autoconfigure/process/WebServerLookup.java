package dev.fennel.autoconfigure.process;

import java.lang.reflect.Method;
import java.util.function.Function;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.process.WebServerMetrics;
import dev.fennel.process.WebServerStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the server of the application, without linking to what stands around it, which is
 * in other packages on each generation of Boot.
 */
final class WebServerLookup implements SmartInitializingSingleton, AopInfrastructureBean {

	private final WebServerMetrics metrics;

	private final ApplicationContext context;

	private final String accessor;

	private final Function<Object, @Nullable WebServerStatus> status;

	private final Failures failures;

	WebServerLookup(WebServerMetrics metrics, ApplicationContext context, String accessor,
			Function<Object, @Nullable WebServerStatus> status, MetricFactory factory) {
		this.metrics = metrics;
		this.context = context;
		this.accessor = accessor;
		this.status = status;
		this.failures = new Failures(factory, "process");
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.failures.guard("find the web server", this::lookUp);
	}

	private void lookUp() {
		Object server = get(get(this.context, "getWebServer"), this.accessor);
		WebServerStatus found = (server != null) ? this.status.apply(server) : null;
		if (found != null) {
			this.metrics.show(found);
		}
	}

	private static @Nullable Object get(@Nullable Object target, String accessor) {
		Method method = (target != null) ? ClassUtils.getMethodIfAvailable(target.getClass(), accessor) : null;
		return (method != null) ? ReflectionUtils.invokeMethod(method, target) : null;
	}

}
