package dev.fennel.autoconfigure.exposition;

import java.util.Map;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The registries that meter registries of another library write into, so that no other
 * class need know that library.
 */
@FunctionalInterface
interface RegistriesOfMeters extends AopInfrastructureBean {

	/**
	 * The registries by the bean name of what writes into them.
	 */
	Map<String, PrometheusRegistry> byName();

}
