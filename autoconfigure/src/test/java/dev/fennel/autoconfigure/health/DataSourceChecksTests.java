package dev.fennel.autoconfigure.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import dev.fennel.health.DataSourceCheck;
import dev.fennel.health.HealthCheck;
import org.aopalliance.intercept.MethodInterceptor;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataSourceChecksTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	@Test
	void eachIsCheckedOnceHoweverManyLeadToIt() {
		DataSource orders = h2("orders");
		register("lazyOrdersDataSource", new LazyConnectionDataSourceProxy(orders));
		register("ordersDataSource", orders);
		register("inTransactions", new TransactionAwareDataSourceProxy(new DelegatingDataSource(orders)));
		register("wrapped", new Wrapper(orders));
		register("dataSource", h2("main"));
		assertThat(names()).containsExactly("db.orders", "db.main");
	}

	@Test
	void whatNoBeanIsIsCheckedUnderTheNameOfWhatLeadsToIt() {
		register("dataSource", new LazyConnectionDataSourceProxy(h2("one")));
		assertThat(names()).containsExactly("db.main");
	}

	@Test
	void routesAreCheckedOneByOne() {
		DataSource north = h2("north");
		register("northDataSource", north);
		Map<Object, Object> targets = new LinkedHashMap<>();
		targets.put("north", north);
		targets.put("south", new LazyConnectionDataSourceProxy(h2("south")));
		Routing routing = new Routing();
		routing.setTargetDataSources(targets);
		routing.setDefaultTargetDataSource(h2("rest"));
		routing.afterPropertiesSet();
		register("tenantDataSource", proxied(routing, true));
		assertThat(names()).containsExactlyInAnyOrder("db.north", "db.tenant.south", "db.tenant.default");
	}

	@Test
	void oneThatFindsItsRoutesInItsOwnWayIsCheckedItself() {
		register("tenantDataSource", new OwnRouting(h2("north")));
		register("dataSource", h2("main"));
		assertThat(names()).containsExactly("db.tenant", "db.main");
	}

	@Test
	void aDefaultThatIsAlsoARouteIsNotCheckedTwice() {
		DataSource north = h2("north");
		Routing routing = new Routing();
		routing.setTargetDataSources(Map.of("north", north));
		routing.setDefaultTargetDataSource(north);
		routing.afterPropertiesSet();
		register("dataSource", routing);
		assertThat(names()).containsExactly("db.main.north");
	}

	@Test
	void proxiesAreCheckedAsWhatTheyAre() {
		register("dataSource", proxied(h2("proxied"), false));
		assertThat(names()).containsExactly("db.main");
	}

	@Test
	void beansThatAreNotMadeAreLeftAlone() {
		RootBeanDefinition definition = new RootBeanDefinition(JdbcDataSource.class);
		definition.setLazyInit(true);
		this.beanFactory.registerBeanDefinition("dataSource", definition);
		assertThat(names()).isEmpty();
		this.beanFactory.getBean("dataSource");
		assertThat(names()).containsExactly("db.main");
	}

	@ParameterizedTest
	@CsvSource({ "request,0", "session,0", "refresh,1" })
	void whatEachRequestHasOfItsOwnIsNotThereWithoutOne(String scope, int found) {
		RootBeanDefinition definition = new RootBeanDefinition(JdbcDataSource.class);
		definition.setScope(scope);
		this.beanFactory.registerBeanDefinition("scopedTarget.dataSource", definition);
		register("dataSource", h2("scoped"));
		assertThat(names()).hasSize(found);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aConnectionIsAskedWhetherItIsValidAndGivenBack(boolean valid) throws Exception {
		AtomicInteger open = new AtomicInteger();
		DataSource asked = new DelegatingDataSource(h2("asked")) {

			@Override
			public Connection getConnection() throws SQLException {
				open.incrementAndGet();
				ProxyFactory proxy = new ProxyFactory(super.getConnection());
				proxy.addAdvice((MethodInterceptor) (call) -> {
					if (call.getMethod().getName().equals("close")) {
						open.decrementAndGet();
					}
					return call.getMethod().getName().equals("isValid") ? valid : call.proceed();
				});
				return (Connection) proxy.getProxy();
			}

		};
		assertThat(new DataSourceCheck(asked, Duration.ofSeconds(1)).isReady()).isEqualTo(valid);
		assertThat(open).hasValue(0);
	}

	@Test
	void whatGivesNoConnectionThrows() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> new DataSourceCheck(new Wrapper(null), Duration.ofMillis(1)).isReady());
	}

	private void register(String name, DataSource dataSource) {
		this.beanFactory.registerSingleton(name, dataSource);
	}

	private List<String> names() {
		return new DataSourceChecks(new MadeBeans(this.beanFactory), Duration.ofSeconds(1)).find()
			.stream()
			.map(HealthCheck::name)
			.toList();
	}

	private static DataSource proxied(DataSource dataSource, boolean asClass) {
		ProxyFactory factory = new ProxyFactory(dataSource);
		factory.setProxyTargetClass(asClass);
		return (DataSource) factory.getProxy();
	}

	private static DataSource h2(String name) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:checks-" + name);
		return dataSource;
	}

	/** Of an application that looks its targets up itself. */
	static final class OwnRouting extends AbstractRoutingDataSource {

		private final DataSource target;

		OwnRouting(DataSource target) {
			this.target = target;
		}

		@Override
		public void afterPropertiesSet() {
		}

		@Override
		protected DataSource determineTargetDataSource() {
			return this.target;
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return "unused";
		}

	}

	static class Routing extends AbstractRoutingDataSource {

		@Override
		protected Object determineCurrentLookupKey() {
			return "north";
		}

	}

	/** Of another library's, which tells what it wraps. */
	private static final class Wrapper extends AbstractDataSource {

		private final DataSource target;

		Wrapper(DataSource target) {
			this.target = target;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.target == null) {
				throw new SQLException("none");
			}
			return this.target.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		@Override
		public boolean isWrapperFor(Class<?> type) {
			return true;
		}

		@Override
		public <T> T unwrap(Class<T> type) {
			return type.cast(this.target);
		}

	}

}
