package dev.fennel.autoconfigure.orm;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.orm.Persistence;
import dev.fennel.testing.Scrapes;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Factories of Hibernate that are made in the background.
 */
class BackgroundFactoriesTests {

	private static final String[] SESSION_FACTORY_BEANS = {
			"org.springframework.orm.jpa.hibernate.LocalSessionFactoryBean",
			"org.springframework.orm.hibernate5.LocalSessionFactoryBean" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, OrmMetricsAutoConfiguration.class));

	@Test
	void anExecutorThatRefusesStopsNoStart() {
		this.runner.withUserConfiguration(Refusing.class).run((context) -> {
			assertThat(context.getBean("entityManagerFactory")).isInstanceOf(EntityManagerFactory.class);
			assertThat(value(context, "fennel_errors_total{feature=\"orm\"}")).isOne();
		});
	}

	@Test
	@Timeout(30)
	void aSessionFactoryIsNotWaitedFor() {
		assumeThat(type().getName()).isEqualTo(SESSION_FACTORY_BEANS[0]);
		this.runner.withUserConfiguration(OfSessions.class).run((context) -> {
			assertThat(context).hasNotFailed();
			String series = "entity_operations_total{entity=\"Leaf\",operation=\"insert\"}";
			while (!Scrapes.of(context.getBean(GuardedRegistry.class)).samples().containsKey(series)) {
				Thread.onSpinWait();
			}
		});
	}

	private static double value(ApplicationContext context, String sample) {
		return Scrapes.of(context.getBean(GuardedRegistry.class)).value(sample);
	}

	private static Class<?> type() {
		for (String name : SESSION_FACTORY_BEANS) {
			if (ClassUtils.isPresent(name, null)) {
				return ClassUtils.resolveClassName(name, null);
			}
		}
		throw new IllegalStateException("There is no LocalSessionFactoryBean");
	}

	@Entity(name = "Leaf")
	static class Leaf {

		@Id
		long id;

	}

	@Configuration(proxyBeanMethods = false)
	static class Refusing {

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory() {
			LocalContainerEntityManagerFactoryBean bean = Persistence.factoryBean(Persistence.database(), Leaf.class);
			AtomicInteger tasks = new AtomicInteger();
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setTaskDecorator((task) -> {
				if (tasks.getAndIncrement() > 0) {
					throw new TaskRejectedException("no more");
				}
				return task;
			});
			bean.setBootstrapExecutor(executor);
			return bean;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfSessions {

		@Bean
		CountDownLatch started() {
			return new CountDownLatch(1);
		}

		@Bean
		FactoryBean<?> sessionFactory(CountDownLatch started) {
			Properties properties = new Properties();
			properties.setProperty("hibernate.hbm2ddl.auto", "create");
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setTaskDecorator((task) -> () -> {
				try {
					started.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				task.run();
			});
			BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(BeanUtils.instantiateClass(type()));
			bean.setPropertyValue("dataSource", Persistence.database());
			bean.setPropertyValue("annotatedClasses", Leaf.class);
			bean.setPropertyValue("hibernateProperties", properties);
			bean.setPropertyValue("bootstrapExecutor", executor);
			return (FactoryBean<?>) bean.getWrappedInstance();
		}

		/** Is made once the factory is there for others to use. */
		@Bean
		Object user(EntityManagerFactory sessionFactory, CountDownLatch started) {
			started.countDown();
			return sessionFactory;
		}

	}

}
