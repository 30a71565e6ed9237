package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.DeclaredTypes;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.Measuring;
import dev.fennel.jdbc.JdbcMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Data sources, each measured where its connections are made. Without any, nothing is
 * made.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnClass(DataSource.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("jdbc")
@EnableConfigurationProperties(JdbcMetricsProperties.class)
public final class JdbcMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	JdbcMetrics fennelJdbcMetrics(MetricFactory metrics, JdbcMetricsProperties properties) {
		return new JdbcMetrics(metrics, properties.buckets().stream().mapToDouble(Double::doubleValue).toArray());
	}

	@Bean
	@Lazy
	DataSourceMetering fennelDataSourceMetering(JdbcMetrics metrics, JdbcMetricsProperties properties,
			ObjectProvider<PoolMetering> pools, ConfigurableListableBeanFactory beanFactory) {
		return new DataSourceMetering(metrics, properties.exclude(), pools.orderedStream().toList(),
				new DeclaredTypes(beanFactory));
	}

	@Bean
	static DataSourceBeanPostProcessor fennelDataSourceBeanPostProcessor(ObjectProvider<DataSourceMetering> metering,
			ObjectProvider<Measuring> measuring) {
		return new DataSourceBeanPostProcessor(metering, measuring);
	}

	/**
	 * Pools of HikariCP.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HikariDataSource.class)
	static class HikariConfiguration implements AopInfrastructureBean {

		@Bean
		HikariPoolMetering fennelHikariPoolMetering(ObjectProvider<HikariTrackerOwner> owner) {
			return new HikariPoolMetering(owner);
		}

		@Bean
		static LazyInitializationExcludeFilter fennelJdbcEagerBeans() {
			return LazyInitializationExcludeFilter.forBeanTypes(HikariPoolMetering.class);
		}

	}

	/**
	 * Pools of HikariCP beside Micrometer.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HikariDataSource.class, MeterRegistry.class, MicrometerMetricsTrackerFactory.class })
	static class SharedHikariConfiguration implements AopInfrastructureBean {

		@Bean
		MicrometerTrackerOwner fennelHikariTrackerOwner(ObjectProvider<MeterRegistry> registries) {
			return new MicrometerTrackerOwner(registries);
		}

	}

	/**
	 * Pools of Tomcat's.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourceProxy.class)
	static class TomcatConfiguration implements AopInfrastructureBean {

		@Bean
		TomcatPoolMetering fennelTomcatPoolMetering() {
			return new TomcatPoolMetering();
		}

	}

	/**
	 * Pools of Commons DBCP2.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(BasicDataSource.class)
	static class Dbcp2Configuration implements AopInfrastructureBean {

		@Bean
		Dbcp2PoolMetering fennelDbcp2PoolMetering() {
			return new Dbcp2PoolMetering();
		}

	}

}
