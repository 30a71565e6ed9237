package dev.fennel.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.FileSystemResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

class LiquibaseMigrationsTests {

	private static final Logger logger = Logger.getLogger("liquibase");

	private static final String ONE = "--changeset a:1\ncreate table one (id int);\n";

	private static final String TWO = "--changeset a:2\ncreate table two (id int);\n";

	private final DriverManagerDataSource dataSource = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final SpringLiquibase liquibase = new SpringLiquibase();

	@TempDir
	Path directory;

	@BeforeAll
	static void beQuiet() {
		logger.setLevel(Level.WARNING);
	}

	@Test
	void whatHasNotRunIsPendingAndReadingMakesNoTables() throws Exception {
		changeLog(ONE + TWO);
		assertThat(read()).isEqualTo(new MigrationCounts(0, 2, 0));
		assertThat(tables()).isZero();
	}

	@Test
	void whatRanIsAppliedAndWhatCameLaterIsPending() throws Exception {
		changeLog(ONE);
		migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(1, 0, 0));
		changeLog(ONE + TWO);
		assertThat(read()).isEqualTo(new MigrationCounts(1, 1, 0));
		migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(2, 0, 0));
	}

	@Test
	void whatAlwaysRunsIsPendingOnlyBeforeItsFirstRun() throws Exception {
		changeLog("--changeset a:1 runAlways:true\ncreate table if not exists one (id int);\n");
		assertThat(read()).isEqualTo(new MigrationCounts(0, 1, 0));
		migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(1, 0, 0));
	}

	@Test
	void aFailedMigrationIsNeitherAppliedNorPending() throws Exception {
		changeLog(ONE + TWO);
		migrate();
		this.jdbc.update("update databasechangelog set exectype = 'FAILED' where id = '2'");
		assertThat(read()).isEqualTo(new MigrationCounts(1, 0, 1));
	}

	@Test
	void contextsParametersAndTablesAreThoseOfTheBean() throws Exception {
		this.liquibase.setContexts("blue");
		this.liquibase.setChangeLogParameters(Map.of("name", "one"));
		this.liquibase.setDatabaseChangeLogTable("HISTORY");
		changeLog("--changeset a:1\ncreate table ${name} (id int);\n" + "--changeset a:2 context:red\nselect 1;\n");
		assertThat(read()).isEqualTo(new MigrationCounts(0, 1, 0));
		migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(1, 0, 0));
	}

	@Test
	void readingNeitherLocksNorWritesNorDrops() throws Exception {
		changeLog(ONE);
		migrate();
		this.liquibase.setDropFirst(true);
		this.liquibase.setClearCheckSums(true);
		this.jdbc.update("update databasechangeloglock set locked = true");
		changeLog(ONE + TWO);
		assertThat(read()).isEqualTo(new MigrationCounts(1, 1, 0));
		assertThat(
				this.jdbc.queryForObject("select count(*) from databasechangelog where md5sum is not null", Long.class))
			.isEqualTo(1);
		assertThat(tables()).isEqualTo(3);
	}

	@Test
	void nothingIsKeptOfAReading() throws Exception {
		changeLog(ONE);
		migrate();
		read();
		read();
		assertThat(ReflectionTestUtils
			.getField(Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class), "services"))
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.isEmpty();
	}

	private MigrationCounts read() throws Exception {
		return new LiquibaseMigrations("main", this.liquibase).read();
	}

	private void migrate() throws LiquibaseException {
		this.liquibase.afterPropertiesSet();
	}

	private void changeLog(String changeSets) throws IOException {
		Path file = this.directory.resolve("changes.sql");
		Files.writeString(file, "--liquibase formatted sql\n" + changeSets);
		this.liquibase.setResourceLoader(new FileSystemResourceLoader());
		this.liquibase.setDataSource(this.dataSource);
		this.liquibase.setChangeLog(file.toUri().toString());
	}

	private long tables() {
		Long tables = this.jdbc
			.queryForObject("select count(*) from information_schema.tables where table_schema = 'PUBLIC'", Long.class);
		return (tables != null) ? tables : -1;
	}

}
