package dev.fennel.autoconfigure.health;

import java.util.List;

import dev.fennel.DataSourceNames;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointProperties;
import dev.fennel.exposition.Credentials;
import dev.fennel.health.ActuateHealthIndicators;
import dev.fennel.health.DiskCheck;
import dev.fennel.health.HealthCheck;
import dev.fennel.health.HealthChecks;
import dev.fennel.health.HealthIndicators;
import dev.fennel.health.HealthMetrics;
import dev.fennel.health.HealthPage;
import dev.fennel.health.HealthRefresh;
import dev.fennel.health.ReadinessCheck;
import dev.fennel.health.ReadyPage;
import dev.fennel.health.RedisCheck;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Health and readiness.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { MetricsEndpointAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class })
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("health")
@EnableConfigurationProperties(HealthProperties.class)
public final class HealthAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	HealthMetrics fennelHealthMetrics(MetricFactory metrics) {
		return new HealthMetrics(metrics);
	}

	@Bean
	ApplicationTraffic fennelApplicationTraffic(ApplicationContext context,
			ObjectProvider<ApplicationAvailability> availability) {
		return new ApplicationTraffic(context, availability.getIfUnique());
	}

	@Bean
	@ConditionalOnMissingBean
	HealthChecks fennelHealthChecks(ObjectProvider<HealthCheckSource> sources, ApplicationTraffic traffic,
			HealthMetrics metrics, HealthProperties properties) {
		FoundChecks found = new FoundChecks(sources.orderedStream().toList(), properties.exclude(), metrics.failures());
		return new HealthChecks(found, traffic::get, properties.options(), metrics);
	}

	@Bean
	HealthRefresh fennelHealthRefresh(HealthChecks checks, HealthMetrics metrics, HealthProperties properties) {
		return new HealthRefresh(checks, metrics, properties.refresh());
	}

	@Bean
	RefreshAtStart fennelHealthRefreshAtStart(HealthRefresh refresh) {
		return new RefreshAtStart(refresh);
	}

	@Bean
	@ConditionalOnMissingBean
	HealthPage fennelHealthPage() {
		return new HealthPage();
	}

	@Bean
	@ConditionalOnMissingBean
	ReadyPage fennelReadyPage(HealthChecks checks, MetricsEndpointProperties endpoint) {
		return new ReadyPage(checks, Credentials.bearer(endpoint.token()));
	}

	@Bean
	@Order(4)
	HealthCheckSource fennelReadinessChecks(ConfigurableListableBeanFactory beanFactory) {
		MadeBeans beans = new MadeBeans(beanFactory);
		return () -> beans.map(ReadinessCheck.class,
				(name, check) -> HealthCheck.of(MadeBeans.shortName(name, "ReadinessCheck", "Check"), check));
	}

	@Bean
	@Order(1)
	@ConditionalOnFeature("health.db")
	HealthCheckSource fennelDataSourceChecks(ConfigurableListableBeanFactory beanFactory, HealthProperties properties) {
		return new DataSourceChecks(new MadeBeans(beanFactory), properties.timeout());
	}

	@Bean
	@Order(3)
	@ConditionalOnFeature("health.disk")
	HealthCheckSource fennelDiskCheck(HealthProperties properties) {
		HealthProperties.Disk disk = properties.disk();
		return () -> List.of(HealthCheck.of("disk", new DiskCheck(disk.path(), disk.threshold().toBytes())));
	}

	@Bean
	static LazyInitializationExcludeFilter fennelEagerHealth() {
		return LazyInitializationExcludeFilter.forBeanTypes(HealthRefresh.class, RefreshAtStart.class,
				ReadinessCheck.class);
	}

	/**
	 * Redis.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisConnectionFactory.class)
	@ConditionalOnFeature("health.redis")
	static class RedisConfiguration implements AopInfrastructureBean {

		@Bean
		@Order(2)
		HealthCheckSource fennelRedisChecks(ConfigurableListableBeanFactory beanFactory) {
			MadeBeans beans = new MadeBeans(beanFactory);
			return () -> beans.map(RedisConnectionFactory.class, (name, connections) -> HealthCheck
				.of("redis." + DataSourceNames.of(name, "RedisConnectionFactory"), new RedisCheck(connections)));
		}

	}

	/**
	 * Health indicators of Boot 4.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
	@ConditionalOnFeature("health.actuator")
	static class IndicatorsConfiguration implements AopInfrastructureBean {

		@Bean
		@Order(5)
		IndicatorChecks fennelHealthIndicators(ConfigurableListableBeanFactory beanFactory,
				HealthProperties properties) {
			return new IndicatorChecks(new MadeBeans(beanFactory),
					List.of(org.springframework.boot.health.contributor.HealthContributor.class,
							org.springframework.boot.health.contributor.ReactiveHealthContributor.class),
					HealthIndicators::of, properties);
		}

	}

	/**
	 * Health indicators of Boot 3.5.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
	@ConditionalOnFeature("health.actuator")
	static class ActuateIndicatorsConfiguration implements AopInfrastructureBean {

		@Bean
		@Order(5)
		IndicatorChecks fennelActuateHealthIndicators(ConfigurableListableBeanFactory beanFactory,
				HealthProperties properties) {
			return new IndicatorChecks(new MadeBeans(beanFactory),
					List.of(org.springframework.boot.actuate.health.HealthContributor.class,
							org.springframework.boot.actuate.health.ReactiveHealthContributor.class),
					ActuateHealthIndicators::of, properties);
		}

	}

}
