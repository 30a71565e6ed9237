package dev.fennel.autoconfigure.cache;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.Measuring;
import dev.fennel.cache.CacheMetrics;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Caches, each measured where its manager gives it. Without any manager, nothing is made.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnClass(CacheManager.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("cache")
@EnableConfigurationProperties(CacheMetricsProperties.class)
@ImportRuntimeHints(CacheManagerHints.class)
public final class CacheMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	CacheMetrics fennelCacheMetrics(MetricFactory metrics, CacheMetricsProperties properties) {
		return new CacheMetrics(metrics, properties.latency(),
				properties.buckets().stream().mapToDouble(Double::doubleValue).toArray());
	}

	@Bean
	@Lazy
	CacheMetering fennelCacheMetering(CacheMetrics metrics, CacheMetricsProperties properties,
			ConfigurableListableBeanFactory beanFactory) {
		return new CacheMetering(metrics, properties.exclude(), beanFactory);
	}

	@Bean
	static CacheManagerBeanPostProcessor fennelCacheManagerBeanPostProcessor(ObjectProvider<CacheMetering> metering,
			ObjectProvider<Measuring> measuring) {
		return new CacheManagerBeanPostProcessor(metering, measuring);
	}

}
