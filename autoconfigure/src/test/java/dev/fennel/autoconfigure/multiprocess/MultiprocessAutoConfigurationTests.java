package dev.fennel.autoconfigure.multiprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.fennel.GaugeMode;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.FamilyFilter;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.exposition.SnapshotSource;
import dev.fennel.multiprocess.MultiprocessOptions;
import dev.fennel.multiprocess.ProcessGroup;
import dev.fennel.testing.StartFailures;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class MultiprocessAutoConfigurationTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MetricsEndpointAutoConfiguration.class,
				MultiprocessAutoConfiguration.class));

	@Test
	void isOffUnlessAskedFor() {
		this.runner.withPropertyValues("fennel.multiprocess.directory=" + this.folder)
			.run((context) -> assertThat(context).doesNotHaveBean(SnapshotSource.class)
				.hasSingleBean(Exposition.class));
	}

	@Test
	void isOffWithFennel() {
		sharing().withPropertyValues("fennel.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ProcessGroup.class));
	}

	@Test
	void whatIsSharedIsInTheDirectory() {
		sharing().withPropertyValues("fennel.multiprocess.process-id=blue").run((context) -> {
			assertThat(context.getBean(ProcessGroup.class).isRunning()).isTrue();
			context.getBean(Exposition.class);
			context.getBean(ProcessGroup.class).stop();
			try (Stream<Path> files = Files.list(this.folder.resolve("shared"))) {
				assertThat(files.map((file) -> file.getFileName().toString()))
					.anyMatch((file) -> file.startsWith("blue~") && file.endsWith(".values"));
			}
		});
	}

	@Test
	void propertiesAreRead() {
		MultiprocessOptions[] read = new MultiprocessOptions[1];
		sharing()
			.withPropertyValues("fennel.multiprocess.process-id=blue", "fennel.multiprocess.flush-interval=300ms",
					"fennel.multiprocess.reap-after=1h", "fennel.multiprocess.gauges.queue_depth=livesum",
					"fennel.multiprocess.gauges.last_run=most-recent")
			.run((context) -> read[0] = context.getBean(MultiprocessProperties.class).options());
		assertThat(read[0])
			.isEqualTo(new MultiprocessOptions(this.folder.resolve("shared"), "blue", Duration.ofMillis(300),
					Duration.ofHours(1), Map.of("queue_depth", GaugeMode.LIVE_SUM, "last_run", GaugeMode.MOST_RECENT)));
	}

	@Test
	void applicationThatDoesNotStartLeavesNoMemberBehind() throws IOException {
		sharing().withBean("failing", SmartLifecycle.class, () -> new Failing(this::hasMember))
			.run((context) -> assertThat(context).hasFailed());
		assertThat(hasMember()).isFalse();
	}

	private boolean hasMember() throws IOException {
		Path shared = this.folder.resolve("shared");
		if (!Files.exists(shared)) {
			return false;
		}
		try (Stream<Path> files = Files.list(shared)) {
			return files.map(Path::toString).anyMatch((file) -> file.contains("~") && file.endsWith(".lock"));
		}
	}

	@Test
	void processIsItsPidWithoutAName() {
		sharing().run((context) -> assertThat(context.getBean(MultiprocessProperties.class).options().processId())
			.isEqualTo(Long.toString(ProcessHandle.current().pid())));
	}

	@Test
	void lazyApplicationsShareToo() {
		sharing()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("fennelProcessGroup")).isTrue());
	}

	@Test
	void applicationMayHaveAGroupOfItsOwn() {
		sharing().withUserConfiguration(Own.class)
			.run((context) -> assertThat(context).hasSingleBean(ProcessGroup.class).hasBean("mine"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			fennel.multiprocess.directory=              | fennel.multiprocess.directory is missing
			fennel.multiprocess.process-id=  ,          | fennel.multiprocess.process-id is ''
			fennel.multiprocess.flush-interval=0        | fennel.multiprocess.flush-interval is PT0S
			fennel.multiprocess.reap-after=-1s          | fennel.multiprocess.reap-after is PT-1S
			fennel.multiprocess.gauges.depth=mean       | fennel.multiprocess.gauges.depth
			""")
	void wrongSetUpIsSaidAtTheStart(String property, String sentence) {
		sharing().withPropertyValues(property.replace(",", "").strip()).run((context) -> {
			FailureAnalysis analysis = StartFailures.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(sentence);
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	@Test
	void nameThatMakesNoFileNameIsSaidAtTheStart() {
		sharing().withPropertyValues("fennel.multiprocess.process-id=" + "ä/".repeat(10))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(MetricDefinitionException.class));
	}

	@Test
	void fileInPlaceOfTheDirectoryIsSaidAtTheStart() throws Exception {
		Path file = Files.createFile(this.folder.resolve("shared"));
		sharing().run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
			.isEqualTo("fennel.multiprocess.directory is '%s', a file.".formatted(file)));
	}

	@Test
	void directoryThatCannotBeMadeDoesNotStopTheApplication() throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		this.runner
			.withPropertyValues("fennel.multiprocess.enabled=true",
					"fennel.multiprocess.directory=" + file.resolve("below"))
			.run((context) -> {
				context.getBean(MetricFactory.class).counter("orders_total").registerSingle().inc();
				assertThat(context.getBean(ProcessGroup.class).read(null, FamilyFilter.NONE)).isNotEmpty();
			});
	}

	private ApplicationContextRunner sharing() {
		return this.runner.withPropertyValues("fennel.multiprocess.enabled=true",
				"fennel.multiprocess.directory=" + this.folder.resolve("shared"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		ProcessGroup mine(MultiprocessProperties properties, RegistryReader own, MetricFactory metrics) {
			return new ProcessGroup(properties.options(), own, metrics);
		}

	}

	/**
	 * Fails once the process is a member.
	 */
	static final class Failing implements SmartLifecycle {

		private final Callable<Boolean> isMember;

		private Failing(Callable<Boolean> isMember) {
			this.isMember = isMember;
		}

		@Override
		public void start() {
			Waiting.until(this.isMember);
			throw new IllegalStateException("Not today");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

}
