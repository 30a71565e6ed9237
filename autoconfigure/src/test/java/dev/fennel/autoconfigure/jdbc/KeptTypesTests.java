package dev.fennel.autoconfigure.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.jdbc.MeteredDataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Beans are still found by what they were declared as.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeptTypesTests {

	private final ApplicationContextRunner runner = DataSources.runner();

	@Test
	void spiesStaySpies() {
		DataSource spy = Mockito.spy(new DriverManagerDataSource("jdbc:h2:mem:spied"));
		DataSources.runner()
			.withBean("spied", DataSource.class, () -> spy)
			.run((context) -> assertThat(context.getBean("spied")).isSameAs(spy));
	}

	@Test
	void plainDataSourceIsStillOneOfItsClass() {
		this.runner.withUserConfiguration(Plain.class).run((context) -> {
			DriversOwn plain = context.getBean(DriversOwn.class);
			DataSources.select(plain, 2);
			assertThat(plain.getUrl()).startsWith("jdbc:h2:");
			assertThat(plain.unwrap(MeteredDataSource.class)).isNotNull();
			assertThat(plain.isWrapperFor(MeteredDataSource.class)).isTrue();
			assertThat(plain.unwrap(DataSource.class)).isExactlyInstanceOf(DriversOwn.class);
			assertThat(plain).isEqualTo(plain).isNotEqualTo(plain.unwrap(DataSource.class));
			assertThat(DataSources.selects(DataSources.page(context), "plain")).isEqualTo(2);
			assertThat(DataSources.page(context).value(DataSources.series("connection_attempts_total", "plain")))
				.isEqualTo(2);
		});
	}

	@Test
	void furtherMethodsOfADriverStayItsOwn() {
		this.runner.withUserConfiguration(Plain.class).run((context) -> {
			try (Connection connection = context.getBean(DriversOwn.class).getConnection(new Properties())) {
				assertThat(connection.isValid(1)).isTrue();
			}
		});
	}

	@Test
	void embeddedDatabaseCanBeShutDown() {
		this.runner.withUserConfiguration(Embedded.class).run((context) -> {
			EmbeddedDatabase database = context.getBean(EmbeddedDatabase.class);
			DataSources.select(database, 1);
			assertThat(DataSources.selects(DataSources.page(context), "embedded")).isEqualTo(1);
			database.shutdown();
		});
	}

	@Test
	void classThatCannotBeExtendedKeepsItsInterfaces(CapturedOutput output) {
		this.runner.withUserConfiguration(Final.class).run((context) -> {
			DataSource fixed = context.getBean(DataSource.class);
			assertThat(fixed).isInstanceOf(XADataSource.class).isInstanceOf(ConnectionPoolDataSource.class);
			assertThat(fixed.unwrap(MeteredDataSource.class)).isNotNull();
			assertThat(fixed.unwrap(JdbcDataSource.class)).isNotNull();
			DataSources.select(fixed, 1);
			assertThat(DataSources.selects(DataSources.page(context), "fixed")).isEqualTo(1);
		});
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void beanThatIsDeclaredAsSuchAClassIsNotMeasured(CapturedOutput output) {
		this.runner.withUserConfiguration(DeclaredFinal.class).run((context) -> {
			JdbcDataSource fixed = context.getBean(JdbcDataSource.class);
			DataSources.select(fixed, 1);
			assertThat(context.getBean("user")).isEqualTo(fixed.getURL());
			assertThat(DataSources.page(context).samples()).containsEntry(DataSources.FAILURES, 0.0);
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).singleElement()
			.asString()
			.contains("'fixed' is not measured", "org.h2.jdbcx.JdbcDataSource", "declare the bean as");
	}

	@ParameterizedTest
	@ValueSource(strings = { "class", "interfaces", "opaque", "frozen" })
	void adviceOfTheApplicationStays(String kind) {
		this.runner.withPropertyValues("kind=" + kind).withUserConfiguration(WithAdvice.class).run((context) -> {
			DataSource advised = context.getBean(DataSource.class);
			DataSources.select(advised, 2);
			assertThat(context.getBean(Calls.class).count).isEqualTo(2);
			assertThat(DataSources.selects(DataSources.page(context), "advised")).isEqualTo(2);
			if (!kind.equals("interfaces")) {
				assertThat(advised).isInstanceOf(DriverManagerDataSource.class);
			}
			assertThat(DataSources.page(context).value(DataSources.series("connection_attempts_total", "advised")))
				.isEqualTo(2);
		});
	}

	@Test
	void theOnlyConnectionStaysOpen() {
		this.runner.withUserConfiguration(Single.class).run((context) -> {
			SingleConnectionDataSource single = context.getBean(SingleConnectionDataSource.class);
			JdbcTemplate jdbc = new JdbcTemplate(single);
			jdbc.execute("create table book (id int)");
			jdbc.update("insert into book values (1)");
			assertThat(jdbc.queryForObject("select count(*) from book", Integer.class)).isOne();
			assertThat(DataSources.selects(DataSources.page(context), "single")).isOne();
		});
	}

	@Test
	void aConnectionCanBeEvicted() {
		this.runner.withUserConfiguration(Running.class).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			assertThat(pool.getClass().getSuperclass()).isEqualTo(HikariDataSource.class);
			try (Connection connection = pool.getConnection()) {
				Connection physical = connection.unwrap(JdbcConnection.class);
				pool.evictConnection(connection);
				// H2 may throw while another thread closes the connection
				await().ignoreExceptions().until(physical::isClosed);
			}
		});
	}

	private static JdbcDataSource h2() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(DataSources.url());
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean
		DriversOwn plain() {
			return new DriversOwn();
		}

	}

	static class DriversOwn extends DriverManagerDataSource {

		DriversOwn() {
			super(DataSources.url());
		}

		Connection getConnection(Properties properties) throws SQLException {
			return getConnectionFromDriver(properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Embedded {

		@Bean
		DataSource embedded() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Final {

		@Bean
		DataSource fixed() {
			return h2();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaredFinal {

		@Bean
		JdbcDataSource fixed() {
			return h2();
		}

		@Bean
		String user(JdbcDataSource fixed) {
			return fixed.getURL();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithAdvice {

		@Bean
		Calls calls() {
			return new Calls();
		}

		@Bean
		DataSource advised(Calls calls, @Value("${kind}") String kind) {
			ProxyFactory factory = new ProxyFactory(new DriverManagerDataSource(DataSources.url()));
			factory.setProxyTargetClass(!kind.equals("interfaces"));
			factory.setOpaque(kind.equals("opaque"));
			factory.addAdvice((MethodInterceptor) (invocation) -> {
				calls.count += invocation.getMethod().getName().equals("getConnection") ? 1 : 0;
				return invocation.proceed();
			});
			factory.setFrozen(kind.equals("frozen"));
			DataSource proxy = (DataSource) factory.getProxy();
			assertThat(proxy instanceof Advised).isNotEqualTo(kind.equals("opaque"));
			return proxy;
		}

	}

	static class Calls {

		private int count;

	}

	@Configuration(proxyBeanMethods = false)
	static class Single {

		@Bean
		SingleConnectionDataSource single() {
			return new SingleConnectionDataSource(DataSources.url(), "sa", "", false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Running {

		@Bean
		HikariDataSource running() throws SQLException {
			HikariDataSource pool = DataSources.pool();
			pool.getConnection().close();
			return pool;
		}

	}

}
