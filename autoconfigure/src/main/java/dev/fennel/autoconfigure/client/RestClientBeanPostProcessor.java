package dev.fennel.autoconfigure.client;

import java.lang.reflect.Modifier;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.Mocks;
import dev.fennel.client.MeteredRestClients;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Has each client measured that is a bean, and what each builder builds, before others
 * make proxies of them. Only Spring's own classes that no application can name become
 * others.
 */
final class RestClientBeanPostProcessor implements BeanPostProcessor, PriorityOrdered, AopInfrastructureBean {

	private static final String FEATURE = "http-client";

	private final ObjectProvider<MeteredRestClients> clients;

	private final ObjectProvider<RestTemplateMetering> templates;

	private final ObjectProvider<Measuring> measuring;

	RestClientBeanPostProcessor(ObjectProvider<MeteredRestClients> clients,
			ObjectProvider<RestTemplateMetering> templates, ObjectProvider<Measuring> measuring) {
		this.clients = clients;
		this.templates = templates;
		this.measuring = measuring;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!isClient(bean) || Mocks.isOne(bean)) {
			return bean;
		}
		if (bean instanceof RestTemplate template) {
			measure(template);
			return bean;
		}
		MeteredRestClients available = this.measuring.getObject().find(this.clients, FEATURE);
		return (available != null) ? metered(bean, available) : bean;
	}

	private static boolean isClient(Object bean) {
		return bean instanceof RestTemplate || RestTemplateBuilders.is(bean)
				|| ((bean instanceof RestClient || bean instanceof RestClient.Builder) && isHidden(bean));
	}

	private static Object metered(Object bean, MeteredRestClients clients) {
		if (bean instanceof RestClient client) {
			return clients.meter(client);
		}
		return (bean instanceof RestClient.Builder builder) ? clients.meter(builder)
				: RestTemplateBuilders.customized(bean, clients);
	}

	private void measure(RestTemplate template) {
		Object target = AopUtils.isAopProxy(template) ? AopProxyUtils.getSingletonTarget(template) : template;
		if (target instanceof RestTemplate measured) {
			this.measuring.getObject().with(this.templates, FEATURE, (available) -> available.measure(measured));
		}
	}

	private static boolean isHidden(Object bean) {
		Class<?> type = bean.getClass();
		return type.getName().startsWith("org.springframework.web.") && !Modifier.isPublic(type.getModifiers())
				&& !AopUtils.isAopProxy(bean);
	}

}
