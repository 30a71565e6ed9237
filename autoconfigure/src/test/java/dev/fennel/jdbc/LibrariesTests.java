package dev.fennel.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What applications use in the place of JDBC works on a pool that is measured.
 */
class LibrariesTests {

	@ParameterizedTest
	@EnumSource
	void jdbcTemplate(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (HikariDataSource pool = counted.pool(2)) {
			JdbcTemplate template = new JdbcTemplate(pool);
			List<Integer> ids = IntStream.range(10, 20).boxed().toList();
			int[][] batches = template.batchUpdate("insert into book values (?, 'x')", ids, 4,
					(PreparedStatement statement, Integer id) -> statement.setInt(1, id));
			assertThat(Stream.of(batches).map((batch) -> batch.length)).containsExactly(4, 4, 2);
			assertThat(insertedKey(template)).isEqualTo(1);
			try (Stream<Integer> books = template.queryForStream("select id from book",
					(row, number) -> row.getInt(1))) {
				assertThat(books).hasSize(13);
			}
			assertThatExceptionOfType(DuplicateKeyException.class)
				.isThrownBy(() -> template.update("insert into book values (1, 'x')"));
		}
		assertThat(counted.changes()).contains("statements insert 12", "durations insert 5", "batched_statements 10",
				"statements select 1", "rows_read select 13");
		assertThat(counted.changes()).filteredOn((text) -> text.startsWith("errors")).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void transactionTemplate(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (HikariDataSource pool = counted.pool(2)) {
			TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
			JdbcTemplate template = new JdbcTemplate(pool);
			transactions.executeWithoutResult((status) -> template.update("delete from book where id = 1"));
			transactions.executeWithoutResult((status) -> {
				template.update("delete from book");
				status.setRollbackOnly();
			});
			assertThat(template.queryForObject("select count(*) from book", Integer.class)).isEqualTo(2);
		}
		assertThat(counted.changes()).contains("transactions commit 1", "transactions rollback 1",
				"rows_affected delete 3", "statements delete 2");
	}

	@ParameterizedTest
	@EnumSource
	void springDataJpa(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (HikariDataSource pool = counted.pool(2);
				EntityManagerFactory factory = hibernate(pool);
				EntityManager manager = factory.createEntityManager()) {
			Authors authors = new JpaRepositoryFactory(manager).getRepository(Authors.class);
			manager.getTransaction().begin();
			authors.saveAll(List.of(new Author("a"), new Author("b")));
			authors.flush();
			manager.clear();
			assertThat(authors.findByName("b")).singleElement().extracting((author) -> author.id).isEqualTo(2);
			manager.getTransaction().commit();
		}
		assertThat(counted.changes()).contains("statements insert 2", "transactions commit 1");
	}

	@ParameterizedTest
	@EnumSource
	void myBatis(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (HikariDataSource pool = counted.pool(2)) {
			Configuration configuration = new Configuration(
					new Environment("test", new JdbcTransactionFactory(), pool));
			configuration.addMapper(AuthorMapper.class);
			try (SqlSession session = new DefaultSqlSessionFactory(configuration).openSession()) {
				AuthorMapper mapper = session.getMapper(AuthorMapper.class);
				Author author = new Author("a");
				mapper.insert(author);
				assertThat(author.id).isEqualTo(1);
				session.rollback();
				assertThat(mapper.names()).isEmpty();
			}
		}
		assertThat(counted.changes()).contains("statements insert 1", "statements select 1", "transactions rollback 1");
	}

	private static int insertedKey(JdbcTemplate template) {
		KeyHolder keys = new GeneratedKeyHolder();
		template.update((connection) -> connection.prepareStatement("insert into author (name) values ('a')",
				Statement.RETURN_GENERATED_KEYS), keys);
		Map<String, Object> key = keys.getKeyList().get(0);
		return ((Number) key.values().iterator().next()).intValue();
	}

	private static EntityManagerFactory hibernate(HikariDataSource pool) {
		LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
		bean.setDataSource(pool);
		bean.setPersistenceUnitName("libraries");
		bean.setManagedTypes(PersistenceManagedTypes.of(Author.class.getName()));
		bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		bean.afterPropertiesSet();
		return bean.getNativeEntityManagerFactory();
	}

	@Entity(name = "author")
	static class Author {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		@Nullable Integer id;

		@Nullable String name;

		protected Author() {
		}

		Author(String name) {
			this.name = name;
		}

	}

	interface Authors extends JpaRepository<Author, Integer> {

		List<Author> findByName(String name);

	}

	interface AuthorMapper {

		@Insert("insert into author (name) values (#{name})")
		@Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
		void insert(Author author);

		@Select("select name from author")
		List<String> names();

	}

}
