package dev.fennel.autoconfigure.discovery;

import java.util.List;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.exporter.MetricsServerAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointProperties;
import dev.fennel.discovery.Registrations;
import dev.fennel.discovery.ServiceRegistrar;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.exposition.Exposition;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * Registration with what tells scrapers where metrics are.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = MetricsServerAutoConfiguration.class)
@ConditionalOnBean(Exposition.class)
@ConditionalOnFeature("discovery")
@EnableConfigurationProperties(DiscoveryProperties.class)
public final class DiscoveryAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	Registrations fennelRegistrations(DiscoveryProperties properties, MetricsEndpointProperties endpoint,
			ObjectProvider<ServiceRegistrar> registrars, ObjectProvider<MetricsServer> server, MetricFactory metrics,
			ApplicationContext context) {
		List<ServiceRegistrar> all = properties.registrars();
		registrars.orderedStream().forEach(all::add);
		FoundInstance found = new FoundInstance(context, server, properties.host(), endpoint.path());
		// An exporter is scraped until the application has drained, an application is not
		return new Registrations(all, found,
				() -> found.isOwnPort() ? MetricsServer.PHASE + 1 : SmartLifecycle.DEFAULT_PHASE, properties.refresh(),
				new Failures(metrics, "discovery"));
	}

}
