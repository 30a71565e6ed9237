package dev.fennel.autoconfigure.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.migration.MigrationMetrics;
import dev.fennel.migration.MigrationRefresh;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
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
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MigrationMetricsAutoConfigurationTests {

	private static final Logger liquibase = Logger.getLogger("liquibase");

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, MigrationMetricsAutoConfiguration.class));

	@BeforeAll
	static void beQuiet() {
		liquibase.setLevel(Level.WARNING);
	}

	@Test
	void migrationsAreReadWithoutConfiguration(CapturedOutput output) {
		this.runner.withUserConfiguration(Beans.class).run((context) -> {
			Page page = pageThat(context,
					(found) -> found.samples()
						.keySet()
						.stream()
						.filter((sample) -> sample.startsWith("migrations_"))
						.count() == 9);
			assertThat(page.samples()).containsEntry(series("applied", "main", "flyway"), 1.0)
				.containsEntry(series("pending", "main", "flyway"), 0.0)
				.containsEntry(series("failed", "main", "flyway"), 0.0)
				.containsEntry(series("applied", "orders", "flyway"), 0.0)
				.containsEntry(series("pending", "orders", "flyway"), 1.0)
				.containsEntry(series("applied", "main", "liquibase"), 1.0)
				.containsEntry(series("pending", "main", "liquibase"), 0.0);
		});
		assertThat(output.getAll().lines().filter((line) -> !line.contains("Using H2")))
			.noneMatch((line) -> line.contains("not eligible") || line.contains("WARN"));
	}

	@Test
	void dataSourcesThatAreNoBeansAreCalledAsWhatMigratesThem() {
		this.runner.withBean("stockFlyway", Flyway.class, () -> flyway(database()))
			.run((context) -> assertThat(pageWith(context, series("pending", "stock", "flyway")).samples())
				.containsEntry(series("pending", "stock", "flyway"), 1.0));
	}

	@Test
	void aDatabaseThatIsNotThereIsSaidOnceAndTheApplicationStarts(CapturedOutput output) {
		this.runner.withPropertyValues("fennel.migration.refresh=10ms")
			.withBean("dataSource", DataSource.class, MigrationMetricsAutoConfigurationTests::unreachable)
			.withUserConfiguration(OnlyFlyway.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				pageThat(context, (page) -> output.getAll().contains("cannot be read"));
				Thread.sleep(100);
				assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).doesNotContain("datasource=");
			});
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("'main'");
		assertThat(output.getAll()).doesNotContain("hidden");
	}

	@Test
	void lazyBeansAreNotMadeSinceThatWouldMigrate() {
		this.runner.withPropertyValues("fennel.migration.refresh=10ms")
			.withBean("stockFlyway", Flyway.class, () -> flyway(database()))
			.withUserConfiguration(LazyLiquibase.class)
			.run((context) -> {
				pageWith(context, series("pending", "stock", "flyway"));
				assertThat(context.getBean(AtomicInteger.class)).hasValue(0);
				context.getBean(SpringLiquibase.class);
				String applied = series("applied", "main", "liquibase");
				Waiting.until(() -> pageWith(context, applied).value(applied) == 1);
			});
	}

	@Test
	void theThreadEndsWithTheContext() {
		this.runner.withUserConfiguration(Beans.class).run((context) -> {
			assertThat(context.getBean(MigrationRefresh.class).isRunning()).isTrue();
			context.close();
		});
		Waiting.until(() -> !isReading());
	}

	/** Also by a thread of another context, whose last reading may take a while. */
	private static boolean isReading() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("fennel-migrations"));
	}

	@Test
	void switchedOffNothingIsRead() {
		this.runner.withPropertyValues("fennel.migration.enabled=false")
			.withUserConfiguration(Beans.class)
			.run((context) -> assertThat(context).doesNotHaveBean(MigrationRefresh.class)
				.doesNotHaveBean(MigrationMetrics.class));
	}

	@Test
	void eachToolMayBeAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader("liquibase"))
			.withUserConfiguration(OnlyFlyway.class)
			.withBean("dataSource", DataSource.class, MigrationMetricsAutoConfigurationTests::database)
			.run((context) -> assertThat(pageWith(context, series("pending", "main", "flyway")).text())
				.doesNotContain("liquibase"));
		this.runner.withClassLoader(new FilteredClassLoader("org.flywaydb"))
			.withUserConfiguration(LazyLiquibase.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MigrationRefresh.class));
		this.runner.withClassLoader(new FilteredClassLoader("liquibase", "org.flywaydb"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationMetrics.class));
	}

	@Test
	void anIntervalThatIsNotPositiveStopsTheStart() {
		this.runner.withPropertyValues("fennel.migration.refresh=0s")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(MetricDefinitionException.class));
	}

	private static Page pageWith(ApplicationContext context, String... samples) {
		return pageThat(context, (page) -> page.samples().keySet().containsAll(List.of(samples)));
	}

	private static Page pageThat(ApplicationContext context, Predicate<Page> wanted) {
		GuardedRegistry registry = context.getBean(GuardedRegistry.class);
		AtomicReference<Page> page = new AtomicReference<>(Scrapes.of(registry));
		Waiting.until(() -> {
			page.set(Scrapes.of(registry));
			return wanted.test(page.get());
		});
		return page.get();
	}

	private static String series(String family, String dataSource, String tool) {
		return "migrations_%s{datasource=\"%s\",tool=\"%s\"}".formatted(family, dataSource, tool);
	}

	private static DataSource database() {
		return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
	}

	private static DataSource unreachable() {
		return new DriverManagerDataSource("jdbc:h2:tcp://localhost:1/none;PASSWORD=hidden");
	}

	private static Flyway flyway(DataSource dataSource) {
		return Flyway.configure().dataSource(dataSource).locations("filesystem:" + file("V1__one.sql", "")).load();
	}

	private static SpringLiquibase liquibase(DataSource dataSource) {
		SpringLiquibase liquibase = new SpringLiquibase();
		liquibase.setDataSource(dataSource);
		liquibase
			.setChangeLog(file("changes.sql", "--liquibase formatted sql\n--changeset a:1\n").resolve("changes.sql")
				.toUri()
				.toString());
		return liquibase;
	}

	/** A directory with one file. */
	private static Path file(String name, String start) {
		try {
			Path directory = Files.createTempDirectory("migrations");
			Path file = Files.writeString(directory.resolve(name), start + "create table one (id int);");
			file.toFile().deleteOnExit();
			directory.toFile().deleteOnExit();
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		DataSource dataSource() {
			return database();
		}

		@Bean
		DataSource ordersDataSource() {
			return database();
		}

		@Bean
		Flyway flyway(DataSource dataSource) {
			Flyway flyway = MigrationMetricsAutoConfigurationTests.flyway(dataSource);
			flyway.migrate();
			return flyway;
		}

		@Bean
		Flyway ordersFlyway(DataSource ordersDataSource) {
			return MigrationMetricsAutoConfigurationTests.flyway(ordersDataSource);
		}

		@Bean
		SpringLiquibase liquibase() {
			return MigrationMetricsAutoConfigurationTests.liquibase(database());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnlyFlyway {

		@Bean
		Flyway flyway(DataSource dataSource) {
			return MigrationMetricsAutoConfigurationTests.flyway(dataSource);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyLiquibase {

		@Bean
		AtomicInteger made() {
			return new AtomicInteger();
		}

		@Bean
		@Lazy
		SpringLiquibase liquibase(AtomicInteger made) {
			made.incrementAndGet();
			return MigrationMetricsAutoConfigurationTests.liquibase(database());
		}

	}

}
