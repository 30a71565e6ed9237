package dev.fennel.autoconfigure.jdbc;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Micrometer, to which Boot binds pools.
 */
final class MicrometerTrackerOwner implements HikariTrackerOwner, AopInfrastructureBean {

	private final ObjectProvider<MeterRegistry> registries;

	MicrometerTrackerOwner(ObjectProvider<MeterRegistry> registries) {
		this.registries = registries;
	}

	@Override
	public @Nullable MetricsTrackerFactory trackers() {
		MeterRegistry registry = this.registries.getIfUnique();
		return (registry != null) ? new MicrometerMetricsTrackerFactory(registry) : null;
	}

}
