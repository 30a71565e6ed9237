package dev.fennel.autoconfigure.method;

import dev.fennel.Jobs;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.method.DeferredResultCalls;
import dev.fennel.method.MeteredMethods;
import dev.fennel.method.MethodMetrics;
import dev.fennel.method.MethodMetricsAdvisor;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Annotated methods, seen by Spring's proxies. The advisor is asked for while the first
 * beans are made, so it and what it needs are infrastructure and make nothing else: not
 * even families, which wait until all singletons are there.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("method")
@EnableConfigurationProperties(MethodMetricsProperties.class)
@Import(AutoProxyRegistrar.class)
public final class MethodMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	MethodMetrics fennelMethodMetrics(MetricFactory metrics, MethodMetricsProperties properties,
			ObjectProvider<Jobs> jobs) {
		return new MethodMetrics(metrics, jobs.getIfUnique(),
				properties.buckets().stream().mapToDouble(Double::doubleValue).toArray());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MeteredMethods fennelMeteredMethods(ObjectProvider<MethodMetrics> metrics,
			ConfigurableListableBeanFactory beanFactory) {
		return new MeteredMethods(metrics::getObject, () -> AutoProxies.extendClass(beanFactory));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MethodMetricsAdvisor fennelMethodMetricsAdvisor(MeteredMethods methods, Environment environment) {
		return new MethodMetricsAdvisor(methods,
				environment.getProperty("fennel.method.order", Integer.class, MethodMetricsProperties.DEFAULT_ORDER));
	}

	@Bean
	MethodMetricsReport fennelMethodMetricsReport(ConfigurableListableBeanFactory beanFactory, MeteredMethods methods) {
		return new MethodMetricsReport(beanFactory, methods);
	}

	@Bean
	static LazyInitializationExcludeFilter fennelMethodMetricsEagerBeans() {
		return LazyInitializationExcludeFilter.forBeanTypes(MethodMetricsReport.class);
	}

	/**
	 * Methods that return a {@code DeferredResult}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebMvcConfigurer.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class DeferredResultConfiguration implements AopInfrastructureBean {

		@Bean
		DeferredResultConfigurer fennelDeferredResultConfigurer(MethodMetrics metrics) {
			return new DeferredResultConfigurer(DeferredResultCalls.of(metrics));
		}

	}

}
