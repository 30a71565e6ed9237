package dev.fennel.autoconfigure.orm;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.orm.AggregateListener;
import dev.fennel.orm.EntityMetrics;
import dev.fennel.orm.HibernateEntities;
import dev.fennel.orm.Persistence;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OrmMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, OrmMetricsAutoConfiguration.class));

	@Test
	void entitiesAreCountedWithoutConfiguration(CapturedOutput output) {
		this.runner.withUserConfiguration(Hibernate.class).run((context) -> {
			EntityManagerFactory factory = context.getBean("entityManagerFactory", EntityManagerFactory.class);
			assertThat(page(context).samples()).containsEntry(series("Tea", "insert"), 0.0)
				.containsEntry(series("Tea", "update"), 0.0)
				.containsEntry(series("Tea", "delete"), 0.0);
			Persistence.inTransaction(factory, (manager) -> manager.persist(new Tea()));
			assertThat(page(context).value(series("Tea", "insert"))).isEqualTo(1);
			assertThat(page(context).value("fennel_errors_total{feature=\"orm\"}")).isZero();
		});
		assertThat(output).doesNotContain("not eligible").doesNotContain("WARN");
	}

	@Test
	void eachFactoryIsListenedTo() {
		this.runner.withUserConfiguration(Hibernate.class, Second.class).run((context) -> {
			Persistence.inTransaction(context.getBean("entityManagerFactory", EntityManagerFactory.class),
					(manager) -> manager.persist(new Tea()));
			EntityManagerFactory second = context.getBean("second", EntityManagerFactory.class);
			Persistence.inTransaction(second, (manager) -> manager.persist(new Tea()));
			Persistence.inTransaction(second, (manager) -> manager.persist(new Cup()));
			assertThat(page(context).value(series("Tea", "insert"))).isEqualTo(2);
			assertThat(page(context).value(series("Cup", "insert"))).isEqualTo(1);
		});
	}

	@Test
	void aFactoryThatIsMadeInTheBackgroundIsNotWaitedFor() {
		this.runner.withUserConfiguration(InBackground.class).run((context) -> {
			assertThat(context.getBean(AtomicBoolean.class)).isFalse();
			long end = System.nanoTime() + 10_000_000_000L;
			while (!page(context).samples().containsKey(series("Tea", "insert")) && System.nanoTime() < end) {
				Thread.sleep(10);
			}
			Persistence.inTransaction(context.getBean(EntityManagerFactory.class),
					(manager) -> manager.persist(new Tea()));
			assertThat(page(context).value(series("Tea", "insert"))).isEqualTo(1);
		});
	}

	@Test
	void switchedOffNobodyListens() {
		this.runner.withPropertyValues("fennel.orm.enabled=false")
			.withUserConfiguration(Hibernate.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(EntityMetrics.class).doesNotHaveBean(HibernateEntities.class);
				Persistence.inTransaction(context.getBean("entityManagerFactory", EntityManagerFactory.class),
						(manager) -> manager.persist(new Tea()));
				assertThat(page(context).text()).doesNotContain("entity_operations_total");
			});
	}

	@Test
	void withoutHibernateThereIsNoneOfIt() {
		this.runner.withClassLoader(new FilteredClassLoader("org.hibernate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(HibernateEntities.class)
				.hasSingleBean(AggregateListener.class));
	}

	@Test
	void withoutAnyLibraryThereIsNoFamily() {
		this.runner.withClassLoader(new FilteredClassLoader("org.hibernate", "org.springframework.data"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EntityMetrics.class));
	}

	@Test
	void aggregatesOfSpringDataJdbcAreCounted() {
		this.runner.withUserConfiguration(SpringDataJdbc.class).run((context) -> {
			assertThat(page(context).samples()).containsEntry(series("Plant", "insert"), 0.0)
				.containsEntry(series("Plant", "update"), 0.0)
				.containsEntry(series("Plant", "delete"), 0.0);
			JdbcAggregateTemplate template = context.getBean(JdbcAggregateTemplate.class);
			Plant plant = template.insert(new Plant(null, "rose"));
			template.save(new Plant(plant.id(), "dog rose"));
			template.saveAll(List.of(new Plant(null, "oak"), new Plant(null, "elm"), new Plant(plant.id(), "briar")));
			assertThat(page(context).value(series("Plant", "insert"))).isEqualTo(3);
			assertThat(page(context).value(series("Plant", "update"))).isEqualTo(2);
			template.deleteById(plant.id(), Plant.class);
			template.deleteAll(template.findAll(Plant.class));
			assertThat(page(context).value(series("Plant", "delete"))).isEqualTo(3);
			assertThat(page(context).value("fennel_errors_total{feature=\"orm\"}")).isZero();
		});
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static String series(String entity, String operation) {
		return "entity_operations_total{entity=\"%s\",operation=\"%s\"}".formatted(entity, operation);
	}

	@Entity(name = "Tea")
	static class Tea {

		@Id
		long id;

	}

	@Entity(name = "Cup")
	static class Cup {

		@Id
		long id;

	}

	@Table("PLANT")
	record Plant(@org.springframework.data.annotation.Id @Nullable Long id, String name) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Hibernate {

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory() {
			return Persistence.factoryBean(Persistence.database(), Tea.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Second {

		@Bean
		LocalContainerEntityManagerFactoryBean second() {
			return Persistence.factoryBean(Persistence.database(), Tea.class, Cup.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InBackground {

		@Bean
		CountDownLatch given() {
			return new CountDownLatch(1);
		}

		@Bean
		AtomicBoolean waitedFor() {
			return new AtomicBoolean();
		}

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory(CountDownLatch given, AtomicBoolean waitedFor) {
			LocalContainerEntityManagerFactoryBean bean = Persistence.factoryBean(Persistence.database(), Tea.class);
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setTaskDecorator((task) -> () -> {
				try {
					waitedFor.compareAndSet(false, !given.await(3, TimeUnit.SECONDS));
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				task.run();
			});
			bean.setBootstrapExecutor(executor);
			return bean;
		}

		@Bean
		Object user(EntityManagerFactory entityManagerFactory, CountDownLatch given) {
			given.countDown();
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpringDataJdbc extends AbstractJdbcConfiguration {

		@Bean
		DataSource dataSource() {
			DataSource dataSource = Persistence.database();
			new JdbcTemplate(dataSource)
				.execute("create table \"PLANT\" (id bigint generated by default as identity primary key, name text)");
			return dataSource;
		}

		@Bean
		NamedParameterJdbcOperations operations(DataSource dataSource) {
			return new NamedParameterJdbcTemplate(dataSource);
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

}
