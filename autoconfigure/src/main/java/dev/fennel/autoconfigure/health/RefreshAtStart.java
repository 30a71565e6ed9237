package dev.fennel.autoconfigure.health;

import dev.fennel.health.HealthRefresh;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.context.ApplicationListener;

/**
 * Has the checks run as soon as the application runs.
 */
final class RefreshAtStart implements ApplicationListener<AvailabilityChangeEvent<?>>, AopInfrastructureBean {

	private final HealthRefresh refresh;

	RefreshAtStart(HealthRefresh refresh) {
		this.refresh = refresh;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		this.refresh.wake();
	}

}
