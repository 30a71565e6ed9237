package dev.fennel.autoconfigure.client;

import java.lang.reflect.Modifier;

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

	private final ObjectProvider<MeteredRestClients> clients;

	private final ObjectProvider<RestTemplateMetering> templates;

	RestClientBeanPostProcessor(ObjectProvider<MeteredRestClients> clients,
			ObjectProvider<RestTemplateMetering> templates) {
		this.clients = clients;
		this.templates = templates;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RestTemplate template) {
			measure(template);
		}
		else if (bean instanceof RestClient client && isHidden(bean)) {
			return this.clients.getObject().meter(client);
		}
		else if (bean instanceof RestClient.Builder builder && isHidden(bean)) {
			return this.clients.getObject().meter(builder);
		}
		else if (RestTemplateBuilders.is(bean)) {
			return RestTemplateBuilders.customized(bean, this.clients);
		}
		return bean;
	}

	private void measure(RestTemplate template) {
		Object target = AopUtils.isAopProxy(template) ? AopProxyUtils.getSingletonTarget(template) : template;
		if (target instanceof RestTemplate measured) {
			this.templates.getObject().measure(measured);
		}
	}

	private static boolean isHidden(Object bean) {
		Class<?> type = bean.getClass();
		return type.getName().startsWith("org.springframework.web.") && !Modifier.isPublic(type.getModifiers())
				&& !AopUtils.isAopProxy(bean);
	}

}
