package dev.fennel.beside;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What an application has of its own to tell of its health, in the types of whatever
 * generation of Boot there is.
 */
class HealthContributors implements ImportBeanDefinitionRegistrar {

	private static final ClassLoader LOADER = HealthContributors.class.getClassLoader();

	private static final String PACKAGE = ClassUtils.isPresent("org.springframework.boot.health.contributor.Health",
			LOADER) ? "org.springframework.boot.health.contributor." : "org.springframework.boot.actuate.health.";

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		register(registry, "gatewayHealthIndicator", "HealthIndicator", indicator("down"));
		register(registry, "stockHealthContributor", "CompositeHealthContributor", several());
		register(registry, "queueHealthIndicator", "ReactiveHealthIndicator", reactive("outOfService"));
		register(registry, "diskSpaceHealthIndicator", "HealthIndicator", indicator("unknown"));
	}

	private static void register(BeanDefinitionRegistry registry, String name, String type, Object bean) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type(type));
		definition.setInstanceSupplier(() -> bean);
		registry.registerBeanDefinition(name, definition);
	}

	private static Object several() {
		Map<String, Object> parts = new LinkedHashMap<>();
		parts.put("north", indicator("up"));
		parts.put("south", indicator("outOfService"));
		Method method = ReflectionUtils.findMethod(type("CompositeHealthContributor"), "fromMap", Map.class);
		return ReflectionUtils.invokeMethod(method, null, parts);
	}

	private static Object indicator(String status) {
		return proxy("HealthIndicator", (proxy, method, arguments) -> health(status));
	}

	private static Object reactive(String status) {
		return proxy("ReactiveHealthIndicator",
				(proxy, method, arguments) -> Mono.class.isAssignableFrom(method.getReturnType())
						? Mono.just(health(status)) : InvocationHandler.invokeDefault(proxy, method, arguments));
	}

	private static Object health(String status) {
		Object builder = ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(type("Health"), status), null);
		return ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(builder.getClass(), "build"), builder);
	}

	private static Object proxy(String type, InvocationHandler handler) {
		return Proxy.newProxyInstance(LOADER, new Class<?>[] { type(type) },
				(proxy, method, arguments) -> (method.getDeclaringClass() == Object.class)
						? ofObject(proxy, method, arguments) : handler.invoke(proxy, method, arguments));
	}

	private static Object ofObject(Object proxy, Method method, Object[] arguments) {
		return switch (method.getName()) {
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "proxy";
		};
	}

	private static Class<?> type(String name) {
		return ClassUtils.resolveClassName(PACKAGE + name, LOADER);
	}

}
