package dev.fennel.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.jdbc.JdbcMetrics;
import dev.fennel.jdbc.MeteredDataSource;
import dev.fennel.testing.TestDatabase;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.core.io.FileSystemResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Migrates through data sources that are measured, and reads what came of it.
 */
class MigrationsOnServersTests {

	private Runnable cleaning = () -> {
	};

	@TempDir
	Path directory;

	@AfterEach
	void clean() {
		this.cleaning.run();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void flyway(TestDatabase database) throws IOException {
		Flyway flyway = flyway(start(database));
		write("V1__one.sql", "create table one (id int);");
		assertThat(new FlywayMigrations("main", flyway).read()).isEqualTo(new MigrationCounts(0, 1, 0));
		assertThat(tables(database)).isZero();
		flyway.migrate();
		assertThat(new FlywayMigrations("main", flyway).read()).isEqualTo(new MigrationCounts(1, 0, 0));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void aFailedMigrationIsPendingWhereItIsRolledBack(TestDatabase database) throws IOException {
		Flyway flyway = flyway(start(database));
		write("V1__one.sql", "create table one (id int); insert into nowhere values (1);");
		assertThatExceptionOfType(FlywayException.class).isThrownBy(flyway::migrate);
		assertThat(new FlywayMigrations("main", flyway).read()).isEqualTo(
				(database == TestDatabase.POSTGRESQL) ? new MigrationCounts(0, 1, 0) : new MigrationCounts(0, 0, 1));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "H2")
	void liquibase(TestDatabase database) throws Exception {
		SpringLiquibase liquibase = liquibase(start(database));
		write("changelog.sql", "--liquibase formatted sql\n--changeset a:1\ncreate table one (id int);\n");
		assertThat(new LiquibaseMigrations("main", liquibase).read()).isEqualTo(new MigrationCounts(0, 1, 0));
		assertThat(tables(database)).isZero();
		liquibase.afterPropertiesSet();
		new JdbcTemplate(database.dataSource()).update("update %s set LOCKED = true"
			.formatted((database == TestDatabase.MARIADB) ? "DATABASECHANGELOGLOCK" : "databasechangeloglock"));
		assertThat(new LiquibaseMigrations("main", liquibase).read()).as("while another has the lock")
			.isEqualTo(new MigrationCounts(1, 0, 0));
	}

	private DataSource start(TestDatabase database) {
		Flyway cleaner = Flyway.configure().dataSource(database.dataSource()).cleanDisabled(false).load();
		this.cleaning = cleaner::clean;
		cleaner.clean();
		JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(new GuardedRegistry()).build());
		return new MeteredDataSource(database.dataSource(), metrics.dataSource("main"));
	}

	private Flyway flyway(DataSource dataSource) {
		return Flyway.configure().dataSource(dataSource).locations("filesystem:" + this.directory).load();
	}

	private SpringLiquibase liquibase(DataSource dataSource) {
		SpringLiquibase liquibase = new SpringLiquibase();
		liquibase.setDataSource(dataSource);
		liquibase.setChangeLog(this.directory.resolve("changelog.sql").toUri().toString());
		liquibase.setResourceLoader(new FileSystemResourceLoader());
		return liquibase;
	}

	private void write(String name, String sql) throws IOException {
		Files.writeString(this.directory.resolve(name), sql);
	}

	private static Integer tables(TestDatabase database) {
		return new JdbcTemplate(database.dataSource())
			.queryForObject("select count(*) from information_schema.tables where table_schema = "
					+ ((database == TestDatabase.POSTGRESQL) ? "'public'" : "database()"), Integer.class);
	}

}
