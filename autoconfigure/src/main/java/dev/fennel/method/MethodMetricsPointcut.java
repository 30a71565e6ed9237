package dev.fennel.method;

import java.lang.reflect.Method;

import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Sees the annotated methods of classes that a proxy can see.
 */
final class MethodMetricsPointcut extends StaticMethodMatcherPointcut {

	private final MeteredMethods methods;

	MethodMetricsPointcut(MeteredMethods methods) {
		this.methods = methods;
		setClassFilter(methods::areIn);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return this.methods.find(method, targetClass) != null;
	}

}
