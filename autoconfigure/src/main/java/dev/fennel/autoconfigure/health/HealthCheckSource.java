package dev.fennel.autoconfigure.health;

import java.util.List;

import dev.fennel.health.HealthCheck;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Finds checks of one kind, each time anew, and makes no bean for that.
 */
@FunctionalInterface
interface HealthCheckSource extends AopInfrastructureBean {

	List<HealthCheck> find();

}
