package dev.fennel.autoconfigure.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.process.PidFiles;
import dev.fennel.process.VirtualThreadCollector;
import dev.fennel.testing.Certificates;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Warnings;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ProcessMetricsAutoConfigurationTests {

	private static final String EXPIRY = "tls_certificate_expiry_timestamp_seconds";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(FennelAutoConfiguration.class, ProcessMetricsAutoConfiguration.class, SslAutoConfiguration.class));

	@TempDir
	private Path folder;

	@Test
	void processAndRuntimeAreShownWithoutConfiguration(CapturedOutput output) {
		this.runner.run((context) -> assertThat(page(context).text()).contains("process_cpu_seconds_total",
				"jvm_threads_current", "application_info{"));
		assertThat(Warnings.of(output)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "resources,process_", "jvm,jvm_", "info,application_info", "enabled,process_", "enabled,jvm_",
			"enabled,application_info" })
	void eachIsSwitchedOffByItsProperty(String property, String families) {
		this.runner.withPropertyValues("fennel.process." + property + "=false")
			.run((context) -> assertThat(page(context).text().lines()).noneMatch((line) -> line.startsWith(families)));
	}

	@Test
	void withoutTheClientsInstrumentationItIsNotMissed(CapturedOutput output) {
		this.runner.withClassLoader(new FilteredClassLoader(ProcessMetrics.class))
			.run((context) -> assertThat(page(context).text()).contains("application_info{")
				.doesNotContain("jvm_threads"));
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void theApplicationMayRegisterThemLater() {
		this.runner.run((context) -> {
			JvmMetrics.builder().register(context.getBean(PrometheusRegistry.class));
			assertThat(page(context).text().lines().filter((line) -> line.startsWith("jvm_threads_current ")))
				.hasSize(1);
		});
	}

	@Test
	void theApplicationIsWhatBuildAndVersionControlSay() {
		this.runner.withPropertyValues("spring.application.name=environment")
			.withBean(BuildProperties.class, () -> new BuildProperties(properties("name", "orders", "version", "1.2")))
			.withBean(GitProperties.class, () -> new GitProperties(properties("commit.id", "abc1234def")))
			.run((context) -> assertThat(page(context).samples()).containsKey(info("abc1234def", "orders", "1.2")));
	}

	@Test
	void theApplicationIsElseWhatTheEnvironmentSays() {
		this.runner.withPropertyValues("spring.application.name=environment", "spring.application.version=3")
			.run((context) -> assertThat(page(context).samples()).containsKey(info("", "environment", "3")));
		this.runner.run((context) -> assertThat(page(context).samples()).containsKey(info("", "", "")));
	}

	@Test
	void theTimeOfTheStartIsShown() {
		assertThat(started().value("application_startup_seconds")).isPositive();
		assertThat(started("--fennel.process.startup=false").samples())
			.doesNotContainKey("application_startup_seconds");
	}

	@Test
	void certificatesOfBundlesAreReadAlsoOfThoseThatComeLater() {
		String location = Certificates.keyStore(this.folder.resolve("keys.p12"), "server").toUri().toString();
		ApplicationContextRunner bundles = this.runner.withPropertyValues(
				"spring.ssl.bundle.jks.web.keystore.location=" + location,
				"spring.ssl.bundle.jks.web.keystore.password=" + Certificates.PASSWORD,
				"spring.ssl.bundle.jks.web.keystore.type=PKCS12");
		bundles.run((context) -> {
			SslBundleRegistry registry = context.getBean(SslBundleRegistry.class);
			SslBundle web = context.getBean(SslBundles.class).getBundle("web");
			registry.registerBundle("late", web);
			Certificates.keyStore(this.folder.resolve("keys.p12"), "renewed");
			assertThat(page(context).samples()).containsKeys(expiry("web", "server"), expiry("late", "server"),
					expiry("web", "authority"));
		});
		bundles.withPropertyValues("fennel.process.tls=false")
			.run((context) -> assertThat(page(context).text()).doesNotContain(EXPIRY));
	}

	@Test
	void aRenewedBundleIsReadAgain() {
		this.runner.run((context) -> {
			SslBundleRegistry registry = context.getBean(SslBundleRegistry.class);
			registry.registerBundle("web", bundle("server"));
			registry.updateBundle("web", bundle("renewed"));
			assertThat(page(context).samples()).containsKey(expiry("web", "renewed"))
				.doesNotContainKey(expiry("web", "server"));
		});
	}

	@Test
	void aBrokenBundleThatNobodyUsesStopsNothing() {
		this.runner.withBean(BrokenBundles.class).run((context) -> {
			context.getBean(SslBundleRegistry.class).registerBundle("late", bundle("server"));
			assertThat(page(context).samples()).containsKey(expiry("late", "server"))
				.containsEntry("fennel_errors_total{feature=\"process\"}", 1.0);
		});
	}

	@Test
	void pidFilesOfTheApplicationsTakeThePlaceOfFennels() {
		this.runner.withPropertyValues("fennel.process.pid-files.other=x.pid")
			.withBean("own", PidFiles.class, () -> new PidFiles(new GuardedRegistry(), Map.of()))
			.run((context) -> assertThat(context).hasSingleBean(PidFiles.class));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void otherProcessesAreKnownByTheirPidFiles() throws Exception {
		Path file = Files.writeString(this.folder.resolve("x.pid"), ProcessHandle.current().pid() + "\n");
		this.runner.withPropertyValues("fennel.process.pid-files.other=" + file)
			.run((context) -> assertThat(page(context).samples()).containsKeys("other_process_cpu_seconds_total",
					"other_process_open_fds"));
		this.runner.withPropertyValues("fennel.process.pid-files.[my other]=" + file)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("my other"));
	}

	@Test
	void theFlightRecorderIsNotStartedForNothing() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(VirtualThreadCollector.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theFlightRecorderIsStartedWhereVirtualThreadsAreUsed() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(VirtualThreadCollector.class));
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true", "fennel.process.virtual-threads=false")
			.run((context) -> assertThat(context).doesNotHaveBean(VirtualThreadCollector.class));
		this.runner.withPropertyValues("fennel.process.virtual-threads=true")
			.run((context) -> assertThat(page(context).text()).contains("jvm_virtual_threads{"));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void beforeJava21ThereAreNoVirtualThreads(CapturedOutput output) {
		this.runner.withPropertyValues("fennel.process.virtual-threads=true")
			.run((context) -> assertThat(context).doesNotHaveBean(VirtualThreadCollector.class));
		assertThat(Warnings.of(output)).isEmpty();
	}

	private SslBundle bundle(String alias) {
		Path file = Certificates.keyStore(this.folder.resolve(alias + ".p12"), alias);
		return SslBundle.of(new JksSslStoreBundle(
				new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), Certificates.PASSWORD), null));
	}

	private static Page started(String... arguments) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(FennelAutoConfiguration.class,
				ProcessMetricsAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run(arguments)) {
			return page(context);
		}
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static String expiry(String bundle, String certificate) {
		return "%s{bundle=\"%s\",certificate=\"%s\"}".formatted(EXPIRY, bundle, certificate);
	}

	private static String info(String commit, String name, String version) {
		return "application_info{git_commit=\"%s\",name=\"%s\",pid=\"%d\",spring_boot_version=\"%s\",version=\"%s\"}"
			.formatted(commit, name, ProcessHandle.current().pid(), SpringBootVersion.getVersion(), version);
	}

	private static Properties properties(String... pairs) {
		Properties properties = new Properties();
		for (int i = 0; i < pairs.length; i += 2) {
			properties.setProperty(pairs[i], pairs[i + 1]);
		}
		return properties;
	}

	static final class BrokenBundles extends DefaultSslBundleRegistry {

		BrokenBundles() {
			registerBundle("broken", SslBundle.of(null));
		}

		@Override
		public SslBundle getBundle(String name) {
			throw new IllegalStateException("broken");
		}

	}

}
