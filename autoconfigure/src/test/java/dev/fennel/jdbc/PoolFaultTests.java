package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PoolFaultTests {

	@ParameterizedTest
	@EnumSource
	void aPoolThatIsExhaustedIsNoErrorOfAConnection(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (HikariDataSource pool = counted.pool(1); Connection connection = pool.getConnection()) {
			assertThat(connection.isValid(1)).isTrue();
			assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(pool::getConnection)
				.withMessageContaining("total=1, active=1, idle=0");
			assertThat(counted.changes()).contains("pool_connections active 1", "pool_connections_max 1")
				.noneMatch((text) -> text.startsWith("connection_errors") || text.startsWith("errors"));
		}
	}

	@Test
	void aDatabaseThatRefusesIsAnErrorOfEachAttempt() throws SQLException {
		Counted counted = Counted.on(TestDatabase.POSTGRESQL);
		try (HikariDataSource pool = counted.pool(1)) {
			pool.setInitializationFailTimeout(-1);
			pool.setUsername("nobody");
			pool.setPassword("wrong");
			assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(pool::getConnection)
				.havingCause()
				.isInstanceOf(PSQLException.class);
		}
		Page page = Scrapes.of(counted.registry());
		assertThat(page
			.value("db_client_connection_errors_total" + "{datasource=\"main\",error=\"PSQLException\",vendor=\"\"}"))
			.isPositive()
			.isEqualTo(page.value("db_client_connection_attempts_total{datasource=\"main\",vendor=\"\"}"));
		assertThat(page.sum((sample) -> sample.startsWith("db_client_errors_total"))).isZero();
	}

}
