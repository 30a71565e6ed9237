package dev.fennel.autoconfigure.multiprocess;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.multiprocess.ProcessGroup;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * One page of several processes.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = MetricsEndpointAutoConfiguration.class)
@ConditionalOnBean(RegistryReader.class)
@ConditionalOnFeature("multiprocess")
@EnableConfigurationProperties(MultiprocessProperties.class)
public final class MultiprocessAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	ProcessGroup fennelProcessGroup(MultiprocessProperties properties, RegistryReader own, MetricFactory metrics) {
		return new ProcessGroup(properties.options(), own, metrics);
	}

	@Bean
	static LazyInitializationExcludeFilter fennelEagerProcessGroup() {
		return LazyInitializationExcludeFilter.forBeanTypes(ProcessGroup.class);
	}

}
