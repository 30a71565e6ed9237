package dev.fennel.autoconfigure.jdbc;

import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data sources of Spring's that lead to others.
 */
class LeadingDataSourcesTests {

	private final ApplicationContextRunner runner = DataSources.runner();

	@Test
	void whatLeadsToOthersIsNotMeasuredTwice() {
		this.runner.withUserConfiguration(Leading.class).run((context) -> {
			DataSources.select(context.getBean("lazy", DataSource.class), 1);
			DataSources.select(context.getBean("transactional", DataSource.class), 1);
			assertThat(DataSources.selects(DataSources.page(context), "orders")).isEqualTo(2);
			assertThat(DataSources.page(context).samples().keySet())
				.noneMatch((sample) -> sample.contains("\"lazy") || sample.contains("\"transactional"));
		});
	}

	@Test
	void targetsThatAreNoBeansAreReached() {
		this.runner.withUserConfiguration(Inside.class).run((context) -> {
			LazyConnectionDataSourceProxy lazy = context.getBean("lazy", LazyConnectionDataSourceProxy.class);
			DataSources.select(lazy, 1);
			TransactionTemplate reading = new TransactionTemplate(new DataSourceTransactionManager(lazy));
			reading.setReadOnly(true);
			reading.executeWithoutResult((status) -> DataSources.select(lazy, 2));
			assertThat(DataSources.selects(DataSources.page(context), "lazy")).isEqualTo(1);
			assertThat(DataSources.selects(DataSources.page(context), "lazy.readOnly")).isEqualTo(2);
		});
	}

	@Test
	void targetsOfRoutingAreReached() {
		this.runner.withUserConfiguration(Routing.class).run((context) -> {
			Route route = context.getBean(Route.class);
			route.select("a", 1);
			route.select("b", 2);
			route.select("unknown", 4);
			assertThat(DataSources.selects(DataSources.page(context), "route.a")).isEqualTo(5);
			assertThat(DataSources.selects(DataSources.page(context), "route.b")).isEqualTo(2);
		});
	}

	@Test
	void keysAreNotResolvedASecondTime() {
		this.runner.withUserConfiguration(ResolvingKeys.class).run((context) -> {
			UpperCase route = context.getBean(UpperCase.class);
			assertThat(route.resolved).isEqualTo(2);
			assertThat(route.initialized).isOne();
			route.select("A", 1);
			route.select("B", 2);
			assertThat(database(route, "A")).isNotEqualTo(database(route, "B"));
			assertThat(DataSources.selects(DataSources.page(context), "route.A")).isEqualTo(2);
			assertThat(DataSources.selects(DataSources.page(context), "route.B")).isEqualTo(3);
			assertThat(DataSources.page(context).samples()).containsEntry(DataSources.FAILURES, 0.0);
		});
	}

	@Test
	void whatFailsLeavesTheRoutesAsTheyWere() {
		this.runner.withUserConfiguration(FailingKey.class).run((context) -> {
			Route route = context.getBean(Route.class);
			route.select("a", 1);
			assertThat(route.getResolvedDataSources()).hasSize(2);
			assertThat(route.getResolvedDataSources().get("a")).isExactlyInstanceOf(DriverManagerDataSource.class);
			assertThat(route.getResolvedDefaultDataSource()).isNull();
			assertThat(DataSources.page(context).samples()).containsEntry(DataSources.FAILURES, 1.0);
		});
	}

	@Test
	void routesThatAreNeverResolvedAreLeftAlone() {
		this.runner.withUserConfiguration(Unresolved.class).run((context) -> {
			DataSources.select(context.getBean(Own.class), 1);
			assertThat(DataSources.page(context).samples()).containsEntry(DataSources.FAILURES, 0.0);
		});
	}

	@Test
	void routesBehindAProxyAreReached() {
		this.runner.withUserConfiguration(Proxied.class).run((context) -> {
			DataSources.select(context.getBean("route", DataSource.class), 3);
			assertThat(DataSources.selects(DataSources.page(context), "route.a")).isEqualTo(3);
		});
	}

	private static @Nullable String database(Route route, String key) {
		route.key = key;
		return new JdbcTemplate(route).queryForObject("select database()", String.class);
	}

	private static DataSource plain() {
		return new DriverManagerDataSource(DataSources.url());
	}

	@Configuration(proxyBeanMethods = false)
	static class Leading {

		@Bean
		HikariDataSource ordersDataSource() {
			return DataSources.pool();
		}

		@Bean
		LazyConnectionDataSourceProxy lazy(HikariDataSource ordersDataSource) {
			return new LazyConnectionDataSourceProxy(ordersDataSource);
		}

		@Bean
		TransactionAwareDataSourceProxy transactional(HikariDataSource ordersDataSource) {
			return new TransactionAwareDataSourceProxy(ordersDataSource);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inside {

		@Bean
		LazyConnectionDataSourceProxy lazy() {
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
			lazy.setTargetDataSource(plain());
			lazy.setReadOnlyDataSource(plain());
			return lazy;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Routing {

		@Bean
		Route route() {
			DataSource first = plain();
			Route route = new Route();
			route.setTargetDataSources(Map.of("a", first, "b", DataSources.pool()));
			route.setDefaultTargetDataSource(first);
			return route;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ResolvingKeys {

		@Bean
		UpperCase route() {
			UpperCase route = new UpperCase();
			route.setTargetDataSources(Map.of("a", named("first"), "b", named("second")));
			route.setDefaultTargetDataSource(plain());
			return route;
		}

		private static DataSource named(String name) {
			return new DriverManagerDataSource("jdbc:h2:mem:" + name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingKey {

		@Bean
		Route route() {
			Route route = new Route();
			route.setTargetDataSources(Map.of("a", plain(), new Object() {

				@Override
				public String toString() {
					throw new IllegalStateException("no name");
				}

			}, plain()));
			return route;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unresolved {

		@Bean
		Own own() {
			return new Own();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		DataSource route() {
			Route route = new Route();
			route.key = "a";
			route.setTargetDataSources(Map.of("a", plain()));
			route.afterPropertiesSet();
			ProxyFactory factory = new ProxyFactory(DataSource.class,
					(org.aopalliance.intercept.MethodInterceptor) (invocation) -> invocation.proceed());
			factory.setTarget(route);
			return (DataSource) factory.getProxy();
		}

	}

	static class Route extends AbstractRoutingDataSource {

		private String key = "a";

		void select(String key, int times) {
			this.key = key;
			DataSources.select(this, times);
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	static class UpperCase extends Route {

		private int resolved;

		private int initialized;

		@Override
		public void afterPropertiesSet() {
			this.initialized++;
			super.afterPropertiesSet();
		}

		@Override
		protected Object resolveSpecifiedLookupKey(Object lookupKey) {
			this.resolved++;
			String key = (String) lookupKey;
			if (!key.equals(key.toLowerCase(Locale.ROOT))) {
				throw new IllegalArgumentException(key + " is resolved already");
			}
			return key.toUpperCase(Locale.ROOT);
		}

	}

	static class Own extends Route {

		private final DataSource only = plain();

		@Override
		public void afterPropertiesSet() {
			// it has its own way
		}

		@Override
		protected DataSource determineTargetDataSource() {
			return this.only;
		}

	}

}
