package dev.fennel.autoconfigure.migration;

import java.time.Duration;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How migrations are measured.
 *
 * @param enabled Whether migrations are read.
 * @param refresh Time between two readings, which are made in the background.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.migration")
public record MigrationMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("5m") Duration refresh) implements AopInfrastructureBean {

}
