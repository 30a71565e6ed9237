package dev.fennel.autoconfigure.jdbc;

import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Data sources that come and go.
 */
class ScopedDataSourcesTests {

	private final ApplicationContextRunner runner = DataSources.runner();

	@Test
	void aScopedOneIsMeasuredByItsNameAndOnlyOnce() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			DataSources.select(context.getBean("ordersDataSource", DataSource.class), 2);
			assertThat(DataSources.selects(DataSources.page(context), "orders")).isEqualTo(2);
			assertThat(names(context)).containsOnly("orders");
		});
	}

	@Test
	void aScopedOneCanBeLeftOut() {
		this.runner.withPropertyValues("fennel.jdbc.exclude=ordersDataSource")
			.withUserConfiguration(Scoped.class)
			.run((context) -> {
				DataSources.select(context.getBean("ordersDataSource", DataSource.class), 2);
				assertThat(names(context)).isEmpty();
			});
	}

	@Test
	void thePoolIsOffThePageWhenItsScopeEnds() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			DataSource pool = context.getBean("ordersDataSource", DataSource.class);
			for (int scope = 0; scope < 2; scope++) {
				DataSources.select(pool, 1);
				assertThat(DataSources.page(context).samples()).containsEntry(max(), 4.0);
				context.getBean(EndingScope.class).end();
				assertThat(DataSources.page(context).samples()).doesNotContainKey(max());
			}
			assertThat(DataSources.selects(DataSources.page(context), "orders")).isEqualTo(2);
		});
	}

	@Test
	void thePoolThatRanBeforeIsOffThePageToo() {
		this.runner.withUserConfiguration(Running.class).run((context) -> {
			DataSources.select(context.getBean("running", DataSource.class), 1);
			assertThat(DataSources.page(context).samples())
				.containsKey(DataSources.series("pool_connections_max", "running"));
			context.getSourceApplicationContext(GenericApplicationContext.class).removeBeanDefinition("running");
			assertThat(DataSources.page(context).samples())
				.doesNotContainKey(DataSources.series("pool_connections_max", "running"));
		});
	}

	@Test
	void nothingIsLeftOfAnApplicationThatEnds() {
		for (int run = 0; run < 2; run++) {
			start();
			await().untilAsserted(() -> assertThat(threads()).isEmpty());
		}
	}

	private void start() {
		this.runner.withUserConfiguration(Running.class, Waiting.class).run((context) -> {
			DataSources.select(context.getBean("running", DataSource.class), 1);
			DataSources.select(context.getBean("waiting", DataSource.class), 1);
			assertThat(names(context)).containsOnly("running", "waiting");
			assertThat(DataSources.selects(DataSources.page(context), "waiting")).isOne();
		});
	}

	private static Set<String> threads() {
		Set<String> threads = new TreeSet<>();
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.contains("static-pool"))
			.forEach(threads::add);
		return threads;
	}

	private static HikariDataSource staticPool(String name) {
		HikariDataSource pool = DataSources.pool();
		pool.setJdbcUrl("jdbc:h2:mem:static;DB_CLOSE_DELAY=-1");
		pool.setPoolName(name);
		return pool;
	}

	private static String max() {
		return DataSources.series("pool_connections_max", "orders");
	}

	private static Set<String> names(ApplicationContext context) {
		Set<String> names = new TreeSet<>();
		DataSources.page(context)
			.samples()
			.keySet()
			.stream()
			.filter((sample) -> sample.contains("datasource="))
			.forEach((sample) -> names.add(sample.replaceFirst(".*datasource=\"([^\"]*)\".*", "$1")));
		return names;
	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		static EndingScope ending() {
			return new EndingScope();
		}

		@Bean
		static CustomScopeConfigurer scopes(EndingScope ending) {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("ending", ending);
			return configurer;
		}

		@Bean(destroyMethod = "close")
		@Scope(value = "ending", proxyMode = ScopedProxyMode.TARGET_CLASS)
		HikariDataSource ordersDataSource() {
			return DataSources.pool();
		}

	}

	/**
	 * A scope that holds one bean until it ends.
	 */
	static class EndingScope extends SimpleThreadScope {

		private Runnable callback = () -> {
		};

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
			this.callback = callback;
		}

		void end() {
			remove(ScopedProxyUtils.getTargetBeanName("ordersDataSource"));
			this.callback.run();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Running {

		@Bean
		HikariDataSource running() throws Exception {
			HikariDataSource pool = staticPool("static-pool-1");
			pool.getConnection().close();
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Waiting {

		@Bean
		HikariDataSource waiting() {
			return staticPool("static-pool-2");
		}

	}

}
