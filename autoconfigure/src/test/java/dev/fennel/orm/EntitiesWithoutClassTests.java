package dev.fennel.orm;

import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities that are maps, beside one that has a class.
 */
class EntitiesWithoutClassTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final HibernateEntities entities = new HibernateEntities(
			new EntityMetrics(MetricFactory.with(this.registry).build()));

	@Test
	void theyAreCountedByTheirName() {
		Configuration configuration = new Configuration().addResource("orm/note-mapping.xml")
			.addAnnotatedClass(Library.Book.class)
			.setProperty("hibernate.connection.url", "jdbc:h2:mem:notes")
			.setProperty("hibernate.hbm2ddl.auto", "create");
		try (SessionFactory factory = configuration.buildSessionFactory()) {
			this.entities.observe(factory);
			assertThat(Scrapes.of(this.registry).samples()).containsEntry(series("Note", "delete"), 0.0)
				.containsEntry(series("Book", "insert"), 0.0);
			factory.inTransaction((session) -> {
				session.persist("Note", Map.of("id", 1L, "text", "a"));
				session.persist(new Library.Book(1, "one"));
			});
			assertThat(Scrapes.of(this.registry).samples()).containsEntry(series("Note", "insert"), 1.0)
				.containsEntry(series("Book", "insert"), 1.0)
				.containsEntry("fennel_errors_total{feature=\"orm\"}", 0.0);
		}
	}

	private static String series(String entity, String operation) {
		return "entity_operations_total{entity=\"%s\",operation=\"%s\"}".formatted(entity, operation);
	}

}
