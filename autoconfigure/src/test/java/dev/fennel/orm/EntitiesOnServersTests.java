package dev.fennel.orm;

import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntitiesOnServersTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final HibernateEntities entities = new HibernateEntities(
			new EntityMetrics(MetricFactory.with(this.registry).build()));

	@ParameterizedTest
	@EnumSource
	void batchesAreCountedRowByRow(TestDatabase database) {
		try (Persistence persistence = start(database)) {
			persistence.inTransaction((manager) -> {
				for (int id = 1; id <= 25; id++) {
					manager.persist(new Library.Book(id, "title " + id));
				}
			});
			persistence.inTransaction((manager) -> manager.createQuery("from Book", Library.Book.class)
				.getResultList()
				.forEach((book) -> book.title += "!"));
			assertThat(counts()).isEqualTo(Map.of("Book insert", 25.0, "Book update", 25.0));
		}
	}

	@ParameterizedTest
	@EnumSource
	void generatedIdentitiesAndSequences(TestDatabase database) {
		try (Persistence persistence = start(database)) {
			persistence.inTransaction((manager) -> {
				Library.Author author = new Library.Author();
				author.papers.add(new Library.Report());
				author.nicknames.add("nick");
				manager.persist(author);
			});
			persistence.inTransaction((manager) -> manager.remove(manager.find(Library.Author.class, 1L)));
			assertThat(counts()).isEqualTo(
					Map.of("Writer insert", 1.0, "Report insert", 1.0, "Writer delete", 1.0, "Report delete", 1.0));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFlushThatTheDatabaseRefusesCountsNothing(TestDatabase database) {
		try (Persistence persistence = start(database)) {
			persistence.inTransaction((manager) -> manager.persist(new Library.Book(1, "same")));
			assertThatExceptionOfType(PersistenceException.class)
				.isThrownBy(() -> persistence.inTransaction((manager) -> {
					manager.persist(new Library.Book(2, "another"));
					manager.persist(new Library.Book(3, "same"));
				}));
			assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
		}
	}

	private Persistence start(TestDatabase database) {
		Persistence persistence = Persistence.of(database.dataSource(),
				Map.of("hibernate.jdbc.batch_size", 10, "hibernate.hbm2ddl.auto", "create-drop"), Library.Book.class,
				Library.Author.class, Library.Paper.class, Library.Report.class, Library.Essay.class);
		this.entities.observe(persistence.factory());
		return persistence;
	}

	private Map<String, Double> counts() {
		return HibernateEntitiesTests.counts(Scrapes.of(this.registry));
	}

}
