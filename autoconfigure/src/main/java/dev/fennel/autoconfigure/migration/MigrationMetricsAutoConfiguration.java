package dev.fennel.autoconfigure.migration;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.migration.FlywayMigrations;
import dev.fennel.migration.LiquibaseMigrations;
import dev.fennel.migration.MigrationMetrics;
import dev.fennel.migration.MigrationRefresh;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Migrations of Flyway and Liquibase.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@Conditional(OnMigrationTool.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("migration")
@EnableConfigurationProperties(MigrationMetricsProperties.class)
public final class MigrationMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	MigrationMetrics fennelMigrationMetrics(MetricFactory metrics) {
		return new MigrationMetrics(metrics);
	}

	@Bean
	MigrationRefresh fennelMigrationRefresh(MigrationMetrics metrics, ObjectProvider<MigrationHistories> histories,
			MigrationMetricsProperties properties) {
		return new MigrationRefresh(metrics,
				() -> histories.orderedStream().flatMap((tool) -> tool.find().stream()).toList(), properties.refresh());
	}

	/**
	 * Flyway.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Flyway.class)
	static class FlywayConfiguration implements AopInfrastructureBean {

		@Bean
		MigrationHistories fennelFlywayMigrations(ConfigurableListableBeanFactory beanFactory) {
			return MigrationHistories.of(beanFactory, Flyway.class, "Flyway",
					(flyway) -> flyway.getConfiguration().getDataSource(), FlywayMigrations::new);
		}

	}

	/**
	 * Liquibase.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SpringLiquibase.class)
	static class LiquibaseConfiguration implements AopInfrastructureBean {

		@Bean
		MigrationHistories fennelLiquibaseMigrations(ConfigurableListableBeanFactory beanFactory) {
			return MigrationHistories.of(beanFactory, SpringLiquibase.class, "Liquibase",
					SpringLiquibase::getDataSource, LiquibaseMigrations::new);
		}

	}

}
