package dev.fennel.orm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import jakarta.persistence.PersistenceException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HibernateEntitiesTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final HibernateEntities entities = new HibernateEntities(
			new EntityMetrics(MetricFactory.with(this.registry).build()));

	private Persistence persistence = start(Map.of());

	@AfterEach
	void close() {
		this.persistence.close();
	}

	@Test
	void allSeriesAreAtZeroFromTheStart() {
		assertThat(page().samples().keySet().stream().filter((sample) -> sample.startsWith("entity_operations_total")))
			.containsExactlyInAnyOrderElementsOf(List.of("Book", "Writer", "Report", "Essay", "Loan")
				.stream()
				.flatMap((entity) -> List.of("insert", "update", "delete")
					.stream()
					.map((operation) -> series(entity, operation)))
				.toList());
		assertThat(counts()).isEmpty();
	}

	@Test
	void rowsAreCountedByJpaName() {
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Book(1, "one"));
			manager.persist(new Library.Book(2, "two"));
			manager.persist(new Library.Author());
		});
		this.persistence.inTransaction((manager) -> manager.find(Library.Book.class, 1L).title = "first");
		this.persistence.inTransaction((manager) -> manager.remove(manager.find(Library.Book.class, 2L)));
		assertThat(counts())
			.isEqualTo(Map.of("Book insert", 2.0, "Book update", 1.0, "Book delete", 1.0, "Writer insert", 1.0));
	}

	@Test
	void subclassesHaveTheirOwnNameAndCascadesAreCounted() {
		this.persistence.inTransaction((manager) -> {
			Library.Author author = new Library.Author();
			author.papers.add(new Library.Report());
			author.papers.add(new Library.Essay());
			author.papers.add(new Library.Essay());
			manager.persist(author);
		});
		this.persistence.inTransaction((manager) -> manager.createQuery("from Essay", Library.Essay.class)
			.getResultList()
			.forEach((essay) -> essay.pages++));
		assertThat(counts())
			.isEqualTo(Map.of("Writer insert", 1.0, "Report insert", 1.0, "Essay insert", 2.0, "Essay update", 2.0));
		this.persistence.inTransaction((manager) -> manager.remove(manager.find(Library.Author.class, 1L)));
		assertThat(counts()).containsEntry("Writer delete", 1.0)
			.containsEntry("Report delete", 1.0)
			.containsEntry("Essay delete", 2.0);
	}

	@Test
	void collectionsAndEmbeddablesAreNoEntities() {
		this.persistence.inTransaction((manager) -> {
			Library.Book book = new Library.Book(1, "one");
			book.price = new Library.Price();
			book.keywords.add("a");
			manager.persist(book);
			manager.persist(new Library.Author());
		});
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0, "Writer insert", 1.0));
		this.persistence.inTransaction((manager) -> manager.find(Library.Book.class, 1L).keywords.add("b"));
		assertThat(counts()).doesNotContainKey("Book update");
		this.persistence.inTransaction((manager) -> manager.find(Library.Author.class, 1L).nicknames.add("b"));
		assertThat(counts()).as("the row of its version").containsEntry("Writer update", 1.0);
	}

	@Test
	void bulkAndNativeStatementsAreNotCounted() {
		this.persistence.inTransaction((manager) -> manager.persist(new Library.Book(1, "one")));
		this.persistence.inTransaction((manager) -> {
			manager.createQuery("update Book b set b.title = 'x'").executeUpdate();
			manager.createNativeQuery("insert into Book (id) values (7)").executeUpdate();
			manager.createQuery("delete from Book").executeUpdate();
		});
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
	}

	@Test
	void whatWasFlushedRanEvenIfItIsRolledBack() {
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Book(1, "one"));
			manager.flush();
			manager.getTransaction().rollback();
		});
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Book(2, "two"));
			manager.getTransaction().rollback();
		});
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 50 })
	void aFlushThatFailsIsNotCounted(int batchSize) {
		restart(Map.of("hibernate.jdbc.batch_size", batchSize));
		assertThatExceptionOfType(PersistenceException.class)
			.isThrownBy(() -> this.persistence.inTransaction((manager) -> {
				manager.persist(new Library.Book(1, "a"));
				manager.persist(new Library.Book(2, "b"));
				manager.persist(new Library.Book(3, "a"));
			}));
		assertThat(counts()).isEmpty();
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Author());
			assertThat(counts()).as("an identity is generated by the insert").isEqualTo(Map.of("Writer insert", 1.0));
			manager.persist(new Library.Book(3, "c"));
		});
		assertThat(counts()).isEqualTo(Map.of("Writer insert", 1.0, "Book insert", 1.0));
	}

	@Test
	void batchesCountEachRow() {
		restart(Map.of("hibernate.jdbc.batch_size", 10, "hibernate.order_inserts", true));
		this.persistence.inTransaction((manager) -> {
			for (int i = 0; i < 35; i++) {
				manager.persist(new Library.Book(i, "book " + i));
				manager.persist(new Library.Report());
			}
		});
		assertThat(counts()).isEqualTo(Map.of("Book insert", 35.0, "Report insert", 35.0));
	}

	@Test
	void aQueryThatFlushesCounts() {
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Book(1, "one"));
			assertThat(manager.createQuery("from Book", Library.Book.class).getResultList()).hasSize(1);
			assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
		});
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
	}

	@Test
	void referencesAreNotLoadedToBeDeleted() {
		restart(Map.of("hibernate.generate_statistics", true));
		this.persistence.inTransaction((manager) -> {
			manager.persist(new Library.Book(1, "one"));
			manager.persist(new Library.Book(2, "two"));
			manager.persist(new Library.Book(3, "three"));
		});
		Statistics statistics = this.persistence.factory().unwrap(SessionFactory.class).getStatistics();
		statistics.clear();
		this.persistence.inTransaction((manager) -> {
			Library.Book one = manager.getReference(Library.Book.class, 1L);
			manager.remove(one);
			manager.remove(one);
			assertThat(counts()).doesNotContainKey("Book delete");
			manager.flush();
			assertThat(counts()).containsEntry("Book delete", 1.0);
			manager.remove(one);
			manager.remove(manager.getReference(Library.Book.class, 2L));
			manager.flush();
			manager.flush();
		});
		this.persistence.inTransaction((manager) -> {
			manager.remove(manager.getReference(Library.Book.class, 3L));
			manager.clear();
		});
		assertThat(statistics.getEntityLoadCount()).isZero();
		assertThat(counts()).containsEntry("Book delete", 2.0);
	}

	@Test
	void deletesAreCountedBesideAnotherListener() {
		this.persistence.close();
		this.persistence = Persistence.of(Map.of(), Library.Loan.class);
		this.persistence.factory()
			.unwrap(SessionFactoryImplementor.class)
			.getEventEngine()
			.getListenerRegistry()
			.appendListeners(EventType.POST_DELETE, new AnotherListener());
		this.entities.observe(this.persistence.factory());
		callbacksOfEntitiesAreCalledAsBefore();
	}

	@Test
	void sessionsWithoutStateCountAtOnce() {
		try (StatelessSession session = this.persistence.factory()
			.unwrap(SessionFactory.class)
			.openStatelessSession()) {
			session.beginTransaction();
			Library.Book book = new Library.Book(1, "one");
			session.insert(book);
			session.update(book);
			session.delete(book);
			session.getTransaction().commit();
		}
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0, "Book update", 1.0, "Book delete", 1.0));
	}

	@Test
	void factoriesAreListenedToOnce() {
		this.entities.observe(this.persistence.factory());
		this.persistence.inTransaction((manager) -> manager.persist(new Library.Book(1, "one")));
		assertThat(counts()).isEqualTo(Map.of("Book insert", 1.0));
		assertThat(page().value("fennel_errors_total{feature=\"orm\"}")).isZero();
	}

	@Test
	void whatFailsInAListenerBreaksNoFlush() {
		GuardedRegistry errors = new GuardedRegistry();
		EntityMetrics metrics = new EntityMetrics(MetricFactory.with(errors).build());
		Map<String, EntityCounters> broken = new HashMap<>() {

			@Override
			public EntityCounters get(Object key) {
				throw new StackOverflowError();
			}

		};
		EventListenerRegistry registry = this.persistence.factory()
			.unwrap(SessionFactoryImplementor.class)
			.getEventEngine()
			.getListenerRegistry();
		registry.setListeners(EventType.POST_INSERT, new RowOperations(metrics, broken, new Flushes()));
		this.persistence.inTransaction((manager) -> manager.persist(new Library.Book(1, "one")));
		this.persistence
			.inTransaction((manager) -> assertThat(manager.find(Library.Book.class, 1L).title).isEqualTo("one"));
		assertThat(Scrapes.of(errors).value("fennel_errors_total{feature=\"orm\"}")).isEqualTo(1);
	}

	@Test
	void callbacksOfEntitiesAreCalledAsBefore() {
		int before = Library.Loan.removed;
		this.persistence.inTransaction((manager) -> manager.persist(new Library.Loan()));
		this.persistence.inTransaction((manager) -> manager.remove(manager.find(Library.Loan.class, 0L)));
		assertThat(Library.Loan.removed).isEqualTo(before + 1);
		assertThat(counts()).isEqualTo(Map.of("Loan insert", 1.0, "Loan delete", 1.0));
	}

	private Persistence start(Map<String, Object> properties) {
		Persistence started = Persistence.of(properties, Library.Book.class, Library.Author.class, Library.Paper.class,
				Library.Report.class, Library.Essay.class, Library.Loan.class);
		this.entities.observe(started.factory());
		return started;
	}

	private void restart(Map<String, Object> properties) {
		this.persistence.close();
		this.persistence = start(properties);
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private Map<String, Double> counts() {
		return counts(page());
	}

	/** What is not 0, by entity and operation. */
	static Map<String, Double> counts(Page page) {
		return page.samples()
			.entrySet()
			.stream()
			.filter((sample) -> sample.getKey().startsWith("entity_operations_total{") && sample.getValue() != 0)
			.collect(Collectors.toMap((sample) -> {
				String[] parts = sample.getKey().split("\"");
				return parts[1] + " " + parts[3];
			}, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
	}

	private static String series(String entity, String operation) {
		return "entity_operations_total{entity=\"%s\",operation=\"%s\"}".formatted(entity, operation);
	}

	private static final class AnotherListener implements PostDeleteEventListener {

		@Override
		public void onPostDelete(PostDeleteEvent event) {
		}

		@Override
		public boolean requiresPostCommitHandling(EntityPersister persister) {
			return false;
		}

	}

}
