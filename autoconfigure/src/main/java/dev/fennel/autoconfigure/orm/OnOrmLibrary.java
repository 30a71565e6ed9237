package dev.fennel.autoconfigure.orm;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Matches where there is a library that maps entities.
 */
class OnOrmLibrary extends AnyNestedCondition {

	OnOrmLibrary() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/**
	 * Hibernate, and what makes a bean of it.
	 */
	@ConditionalOnClass({ EntityManagerFactory.class, SessionFactoryImplementor.class,
			AbstractEntityManagerFactoryBean.class })
	static class Hibernate {

	}

	/**
	 * Spring Data JDBC.
	 */
	@ConditionalOnClass(JdbcMappingContext.class)
	static class SpringDataJdbc {

	}

}
