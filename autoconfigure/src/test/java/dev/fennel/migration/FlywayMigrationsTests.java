package dev.fennel.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FlywayMigrationsTests {

	private final DriverManagerDataSource dataSource = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	@TempDir
	Path directory;

	@Test
	void whatHasNotRunIsPendingAndReadingMakesNoTables() throws IOException {
		write("V1__one.sql", "create table one (id int)");
		write("V2__two.sql", "create table two (id int)");
		assertThat(read()).isEqualTo(new MigrationCounts(0, 2, 0));
		assertThat(new JdbcTemplate(this.dataSource)
			.queryForObject("select count(*) from information_schema.tables where table_schema = 'PUBLIC'", Long.class))
			.isZero();
	}

	@Test
	void whatRanIsAppliedAndWhatCameLaterIsPending() throws IOException {
		write("V1__one.sql", "create table one (id int)");
		write("R__view.sql", "create or replace view a as select 1 as x");
		flyway().migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(2, 0, 0));
		write("V2__two.sql", "create table two (id int)");
		assertThat(read()).isEqualTo(new MigrationCounts(2, 1, 0));
	}

	@Test
	void aMigrationThatRanAgainCountsOnce() throws IOException {
		write("R__view.sql", "create or replace view a as select 1 as x");
		flyway().migrate();
		write("R__view.sql", "create or replace view a as select 2 as x");
		assertThat(read()).as("to run again").isEqualTo(new MigrationCounts(0, 1, 0));
		flyway().migrate();
		assertThat(read()).isEqualTo(new MigrationCounts(1, 0, 0));
	}

	@Test
	void aFailedMigrationIsNeitherAppliedNorPending() throws IOException {
		write("V1__one.sql", "create table one (id int)");
		write("V2__two.sql", "create table two (id int); insert into nowhere values (1)");
		write("V3__three.sql", "create table three (id int)");
		assertThatExceptionOfType(FlywayException.class).isThrownBy(() -> flyway().migrate());
		assertThat(read()).isEqualTo(new MigrationCounts(1, 1, 1));
	}

	@Test
	void whatWasThereBeforeFlywayIsNoMigration() throws IOException {
		new JdbcTemplate(this.dataSource).execute("create table old (id int)");
		write("V1__one.sql", "create table one (id int)");
		write("V2__two.sql", "create table two (id int)");
		Flyway flyway = Flyway.configure()
			.dataSource(this.dataSource)
			.locations("filesystem:" + this.directory)
			.baselineOnMigrate(true)
			.baselineVersion("1")
			.load();
		flyway.migrate();
		assertThat(new FlywayMigrations("main", flyway).read()).isEqualTo(new MigrationCounts(1, 0, 0));
	}

	private MigrationCounts read() {
		return new FlywayMigrations("main", flyway()).read();
	}

	private Flyway flyway() {
		return Flyway.configure().dataSource(this.dataSource).locations("filesystem:" + this.directory).load();
	}

	private void write(String name, String sql) throws IOException {
		Files.writeString(this.directory.resolve(name), sql);
	}

}
