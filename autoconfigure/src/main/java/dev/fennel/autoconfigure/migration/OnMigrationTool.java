package dev.fennel.autoconfigure.migration;

import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/**
 * Matches where there is a tool that migrates.
 */
class OnMigrationTool extends AnyNestedCondition {

	OnMigrationTool() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/**
	 * Flyway.
	 */
	@ConditionalOnClass(Flyway.class)
	static class WithFlyway {

	}

	/**
	 * Liquibase.
	 */
	@ConditionalOnClass(SpringLiquibase.class)
	static class WithLiquibase {

	}

}
