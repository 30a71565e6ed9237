package dev.fennel.autoconfigure.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Makes the configurer that is told of the groups of HTTP interface clients after all
 * others. Its types are there from Spring 7 on only, so none of them is named.
 */
final class HttpServiceGroups implements FactoryBean<Object>, AopInfrastructureBean {

	static final String REST_CLIENT = "org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer";

	static final String WEB_CLIENT = "org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer";

	static final String CONFIGURER = "org.springframework.web.service.registry.HttpServiceGroupConfigurer";

	private final Class<?> type;

	private final Consumer<Object> builders;

	HttpServiceGroups(String type, Consumer<Object> builders) {
		this.type = ClassUtils.resolveClassName(type, null);
		this.builders = builders;
	}

	@Override
	public Class<?> getObjectType() {
		return this.type;
	}

	@Override
	public Object getObject() {
		return implement(this.type, (name, arguments) -> switch (name) {
			case "configureGroups" -> forEachClient(arguments[0]);
			case "getOrder" -> Ordered.LOWEST_PRECEDENCE;
			default -> null;
		});
	}

	private @Nullable Object forEachClient(Object groups) {
		Class<?> callback = nested("ClientCallback");
		Method method = ReflectionUtils.findMethod(nested("Groups"), "forEachClient", callback);
		if (method != null) {
			ReflectionUtils.invokeMethod(method, groups, implement(callback, (name, arguments) -> {
				this.builders.accept(arguments[1]);
				return null;
			}));
		}
		return null;
	}

	private Class<?> nested(String name) {
		return ClassUtils.resolveClassName(CONFIGURER + "." + name, this.type.getClassLoader());
	}

	private Object implement(Class<?> implemented, Calls calls) {
		InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> implemented.getSimpleName() + " of Fennel";
			default -> calls.call(method.getName(), (arguments != null) ? arguments : new Object[0]);
		};
		return Proxy.newProxyInstance(implemented.getClassLoader(),
				new Class<?>[] { implemented, AopInfrastructureBean.class }, handler);
	}

	/** What is called, by name. */
	@FunctionalInterface
	private interface Calls {

		@Nullable Object call(String name, Object[] arguments);

	}

}
