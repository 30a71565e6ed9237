package dev.fennel.autoconfigure.messaging;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;

/**
 * What is behind proxies, whose own fields are empty.
 */
final class Targets {

	private Targets() {
	}

	/** Null where a proxy does not tell. */
	static @Nullable Object of(Object bean) {
		Object target = bean;
		while (target != null && AopUtils.isAopProxy(target)) {
			target = AopProxyUtils.getSingletonTarget(target);
		}
		return target;
	}

}
