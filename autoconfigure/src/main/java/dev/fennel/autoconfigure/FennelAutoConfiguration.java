package dev.fennel.autoconfigure;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.TargetInfo;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * The core: Fennel's registry, the factory of its families, and the collectors that are
 * beans. Ordered after Boot's export to Prometheus, whose registry would else back off
 * and leave Micrometer to write into Fennel's.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration" })
@ConditionalOnClass({ PrometheusRegistry.class, Counter.class })
@ConditionalOnFeature
@EnableConfigurationProperties(FennelProperties.class)
public final class FennelAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Fallback
	@ConditionalOnMissingBean(GuardedRegistry.class)
	GuardedRegistry fennelRegistry() {
		return new GuardedRegistry();
	}

	@Bean
	@ConditionalOnMissingBean
	MetricFactory fennelMetricFactory(GuardedRegistry registry, FennelProperties properties) {
		TargetInfo.register(registry, properties.targetInfo());
		return MetricFactory.with(registry)
			.namespace(properties.namespace())
			.commonLabels(properties.commonLabels())
			.maxSeries(properties.maxSeries())
			.histograms(properties.histograms())
			.build();
	}

	@Bean
	CollectorRegistrar fennelCollectorRegistrar(ConfigurableListableBeanFactory beanFactory, GuardedRegistry registry,
			MetricFactory metrics) {
		return new CollectorRegistrar(beanFactory, registry, new Failures(metrics, "core"));
	}

	@Bean
	UnknownPropertiesReporter fennelUnknownPropertiesReporter(Environment environment) {
		return new UnknownPropertiesReporter(environment);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Measuring fennelMeasuring(ObjectProvider<MetricFactory> metrics) {
		return new Measuring(metrics);
	}

	@Bean
	static CollectorBeanPostProcessor fennelCollectorBeanPostProcessor(ObjectProvider<CollectorRegistrar> registrar) {
		return new CollectorBeanPostProcessor(registrar);
	}

	@Bean
	static LazyInitializationExcludeFilter fennelEagerBeans() {
		return LazyInitializationExcludeFilter.forBeanTypes(CollectorRegistrar.class, UnknownPropertiesReporter.class);
	}

}
