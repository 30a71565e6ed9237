package dev.fennel.orm;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import javax.sql.DataSource;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * Hibernate, most often on a database of its own.
 */
public final class Persistence implements AutoCloseable {

	private final EntityManagerFactory factory;

	private Persistence(EntityManagerFactory factory) {
		this.factory = factory;
	}

	/**
	 * Starts Hibernate.
	 */
	static Persistence of(Map<String, Object> properties, Class<?>... entities) {
		return of(database(), properties, entities);
	}

	/**
	 * Starts Hibernate on a database that others use too.
	 */
	static Persistence of(DataSource database, Map<String, Object> properties, Class<?>... entities) {
		LocalContainerEntityManagerFactoryBean bean = factoryBean(database, entities);
		bean.setJpaPropertyMap(properties);
		bean.afterPropertiesSet();
		return new Persistence(bean.getNativeEntityManagerFactory());
	}

	/**
	 * Makes a database in memory.
	 */
	public static DataSource database() {
		return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
	}

	/**
	 * Makes the bean that starts Hibernate.
	 */
	public static LocalContainerEntityManagerFactoryBean factoryBean(DataSource dataSource, Class<?>... entities) {
		LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
		bean.setDataSource(dataSource);
		bean.setPersistenceUnitName("test");
		bean.setManagedTypes(
				PersistenceManagedTypes.of(Arrays.stream(entities).map(Class::getName).toArray(String[]::new)));
		HibernateJpaVendorAdapter adapter = new HibernateJpaVendorAdapter();
		adapter.setGenerateDdl(true);
		bean.setJpaVendorAdapter(adapter);
		return bean;
	}

	EntityManagerFactory factory() {
		return this.factory;
	}

	/**
	 * Does something in a transaction of a new session.
	 */
	void inTransaction(Consumer<EntityManager> work) {
		inTransaction(this.factory, work);
	}

	/**
	 * Does something in a transaction of a new session.
	 */
	public static void inTransaction(EntityManagerFactory factory, Consumer<EntityManager> work) {
		EntityManager manager = factory.createEntityManager();
		try {
			manager.getTransaction().begin();
			work.accept(manager);
			if (manager.getTransaction().isActive()) {
				manager.getTransaction().commit();
			}
		}
		finally {
			if (manager.getTransaction().isActive()) {
				manager.getTransaction().rollback();
			}
			manager.close();
		}
	}

	@Override
	public void close() {
		this.factory.close();
	}

}
