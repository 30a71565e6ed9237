package dev.fennel.autoconfigure.client;

import java.lang.reflect.Modifier;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.Mocks;
import dev.fennel.client.MeteredWebClients;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Has each client measured that is a bean, and what each builder builds, before others
 * make proxies of them. Only Spring's own classes that no application can name become
 * others.
 */
final class WebClientBeanPostProcessor implements BeanPostProcessor, PriorityOrdered, AopInfrastructureBean {

	private final ObjectProvider<MeteredWebClients> clients;

	private final ObjectProvider<Measuring> measuring;

	WebClientBeanPostProcessor(ObjectProvider<MeteredWebClients> clients, ObjectProvider<Measuring> measuring) {
		this.clients = clients;
		this.measuring = measuring;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof WebClient || bean instanceof WebClient.Builder) || !isHidden(bean) || Mocks.isOne(bean)) {
			return bean;
		}
		MeteredWebClients available = this.measuring.getObject().find(this.clients, "http-client");
		if (available == null) {
			return bean;
		}
		return (bean instanceof WebClient client) ? available.meter(client) : available.meter((WebClient.Builder) bean);
	}

	private static boolean isHidden(Object bean) {
		Class<?> type = bean.getClass();
		return type.getName().startsWith("org.springframework.web.") && !Modifier.isPublic(type.getModifiers())
				&& !AopUtils.isAopProxy(bean);
	}

}
