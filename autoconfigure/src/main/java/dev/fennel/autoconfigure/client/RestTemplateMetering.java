package dev.fennel.autoconfigure.client;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import dev.fennel.client.MeteredRestClients;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.client.RestTemplate;

/**
 * Measures templates, which other beans may change once they have them, and therefore
 * once more when all beans are made.
 */
final class RestTemplateMetering implements SmartInitializingSingleton, AopInfrastructureBean {

	private final MeteredRestClients clients;

	private final Set<RestTemplate> templates = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	RestTemplateMetering(MeteredRestClients clients) {
		this.clients = clients;
	}

	void measure(RestTemplate template) {
		this.clients.meter(template);
		this.templates.add(template);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List.of(this.templates.toArray(RestTemplate[]::new)).forEach(this.clients::meter);
		this.templates.clear();
	}

}
