package dev.fennel.autoconfigure.orm;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.orm.AggregateListener;
import dev.fennel.orm.EntityMetrics;
import dev.fennel.orm.HibernateEntities;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Entities of Hibernate and of Spring Data JDBC.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@Conditional(OnOrmLibrary.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("orm")
@EnableConfigurationProperties(OrmMetricsProperties.class)
public final class OrmMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	EntityMetrics fennelEntityMetrics(MetricFactory metrics) {
		return new EntityMetrics(metrics);
	}

	/**
	 * Hibernate.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ EntityManagerFactory.class, SessionFactoryImplementor.class,
			AbstractEntityManagerFactoryBean.class })
	static class HibernateConfiguration implements AopInfrastructureBean {

		@Bean
		HibernateEntities fennelHibernateEntities(EntityMetrics metrics) {
			return new HibernateEntities(metrics);
		}

		@Bean
		static EntityManagerFactoryPostProcessor fennelEntityManagerFactoryPostProcessor(
				ObjectProvider<HibernateEntities> entities) {
			return new EntityManagerFactoryPostProcessor(entities);
		}

	}

	/**
	 * Spring Data JDBC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JdbcMappingContext.class)
	static class SpringDataJdbcConfiguration implements AopInfrastructureBean {

		@Bean
		AggregateListener fennelAggregateListener(EntityMetrics metrics, ObjectProvider<JdbcMappingContext> contexts) {
			return new AggregateListener(metrics, contexts);
		}

		@Bean
		static LazyInitializationExcludeFilter fennelAggregateListenerEagerBeans() {
			return LazyInitializationExcludeFilter.forBeanTypes(AggregateListener.class);
		}

	}

}
