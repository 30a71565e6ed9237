package dev.fennel.autoconfigure.discovery;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exporter.MetricsServerAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.discovery.Registrations;
import dev.fennel.discovery.ServiceInstance;
import dev.fennel.discovery.ServiceRegistrar;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DiscoveryAutoConfigurationTests {

	private static final String[] OWN_PORT = { "fennel.exporter.enabled=true", "fennel.exporter.port=0",
			"fennel.exporter.address=127.0.0.1" };

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, SslAutoConfiguration.class,
				MetricsEndpointAutoConfiguration.class, MetricsServerAutoConfiguration.class,
				DiscoveryAutoConfiguration.class))
		.withPropertyValues(OWN_PORT)
		.withPropertyValues("fennel.discovery.enabled=true", "spring.application.name=shop");

	@Test
	void isOffUnlessAskedFor() {
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.discovery.enabled=", "fennel.discovery.consul.address=http://127.0.0.1:1")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.doesNotContain("fennelRegistrations", DiscoveryAutoConfiguration.class.getName())
				.noneMatch((name) -> name.startsWith("fennel.discovery-")));
	}

	@Test
	void thePortOfItsOwnIsRegisteredUntilJustBeforeItStops() {
		AtomicReference<Recording> recording = new AtomicReference<>();
		this.runner.withUserConfiguration(Recording.class).run((context) -> {
			recording.set(context.getBean(Recording.class));
			Waiting.until(context.getBean(Registrations.class)::isRegistered);
			int port = context.getBean(MetricsServer.class).getPort();
			assertThat(recording.get().registered)
				.containsOnly(new ServiceInstance("shop", "127.0.0.1", port, "http", "/metrics", "/"));
			assertThat(context.getBean(Registrations.class).getPhase()).isEqualTo(MetricsServer.PHASE + 1);
		});
		assertThat(recording.get().statusWhenTakenBack).isEqualTo("200");
	}

	@Test
	void withoutOneTheApplicationsIsUntilBeforeItDrains() throws IOException {
		Recording recording;
		try (WebApp app = WebApp.start(Recording.class, "fennel.discovery.enabled=true", "spring.application.name=shop",
				"server.servlet.context-path=/shop", "fennel.endpoint.path=/prom", "server.address=127.0.0.1")) {
			recording = app.context().getBean(Recording.class);
			Waiting.until(app.context().getBean(Registrations.class)::isRegistered);
			assertThat(recording.registered).containsOnly(
					new ServiceInstance("shop", "127.0.0.1", app.port(), "http", "/shop/prom", "/shop/health"));
			assertThat(HttpCalls.get(URI.create("http://" + recording.registered.get(0).target() + "/shop/prom"))
				.statusCode()).isEqualTo(200);
		}
		assertThat(recording.statusWhenTakenBack).isEqualTo("200");
	}

	@Test
	void withoutHealthItIsCheckedByWhetherThePortIsOpen() {
		try (WebApp app = WebApp.start(Recording.class, "fennel.discovery.enabled=true",
				"fennel.health.enabled=false")) {
			Waiting.until(app.context().getBean(Registrations.class)::isRegistered);
			assertThat(app.context().getBean(Recording.class).registered.get(0).checkUrl()).isNull();
		}
	}

	@Test
	void ofARangeThatIsUsedUpTheApplicationsPortIsRegistered() throws IOException {
		try (ServerSocket taken = new ServerSocket(0);
				WebApp app = WebApp.start(Recording.class, "fennel.discovery.enabled=true",
						"fennel.exporter.enabled=true",
						"fennel.exporter.port-range=" + taken.getLocalPort() + "-" + taken.getLocalPort())) {
			Waiting.until(app.context().getBean(Registrations.class)::isRegistered);
			assertThat(app.context().getBean(Recording.class).registered.get(0).port()).isEqualTo(app.port());
		}
	}

	@Test
	void withoutAnyPortNothingIsRegistered(CapturedOutput output) {
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.exporter.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(Recording.class).registered).isEmpty();
				assertThat(context.getBean(Registrations.class).isRegistered()).isFalse();
				assertThat(output.getAll()).contains("Nothing is registered: ");
			});
	}

	@Test
	void theHostIsWhatIsConfiguredElseWhatIsListenedOnElseOneOfThisHost() {
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.discovery.host=shop_1.example.test")
			.run((context) -> assertThat(registered(context.getBean(Recording.class)).host())
				.isEqualTo("shop_1.example.test"));
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.exporter.address=[::1]")
			.run((context) -> assertThat(registered(context.getBean(Recording.class)).target()).startsWith("[::1]:"));
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.exporter.address=")
			.run((context) -> {
				ServiceInstance instance = registered(context.getBean(Recording.class));
				assertThat(instance.host()).doesNotContain("%", "0.0.0.0");
				assertThat(HttpCalls.get(URI.create("http://" + instance.target() + "/metrics")).statusCode())
					.isEqualTo(200);
			});
	}

	@Test
	void severalRegistrarsAreUsedAtOnce(CapturedOutput output) {
		Path file = this.folder.resolve("shop.json");
		this.runner.withUserConfiguration(Recording.class)
			.withPropertyValues("fennel.discovery.file.path=" + file, "fennel.discovery.file.labels.team=north",
					"fennel.discovery.consul.address=http://127.0.0.1:1", "fennel.discovery.consul.token=t0ken")
			.run((context) -> {
				Registrations registrations = context.getBean(Registrations.class);
				Waiting.until(() -> registrations.getStates().values().stream().filter((state) -> state).count() == 2);
				assertThat(registrations.getStates()).hasSize(3)
					.containsEntry("Consul at http://127.0.0.1:1", false)
					.containsEntry("the file " + file, true)
					.containsEntry("a test", true);
				assertThat(file).content()
					.contains("\"127.0.0.1:" + context.getBean(MetricsServer.class).getPort() + "\"")
					.contains("\"team\":\"north\"");
				Waiting.until(() -> output.getAll().contains("is not registered with Consul at http://127.0.0.1:1"));
				assertThat(output.getAll()).doesNotContain("t0ken");
			});
		assertThat(file).doesNotExist();
	}

	@Test
	void aFileThatVanishesIsWrittenAgain() {
		Path file = this.folder.resolve("shop.json");
		this.runner.withPropertyValues("fennel.discovery.file.path=" + file, "fennel.discovery.refresh=50ms")
			.run((context) -> {
				Waiting.until(() -> Files.exists(file));
				Files.delete(file);
				Waiting.until(() -> Files.exists(file));
			});
		assertThat(file).doesNotExist();
	}

	@Test
	void aDeadAgentStopsTheStartOnlyWhereThatIsAskedFor() {
		this.runner.withPropertyValues("fennel.discovery.consul.address=127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner
			.withPropertyValues("fennel.discovery.consul.address=127.0.0.1:1", "fennel.discovery.consul.fail-fast=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageMatching("shop-127.0.0.1-\\d+ is not registered with Consul at http://127.0.0.1:1:"
						+ " ConnectException"));
	}

	@Test
	void consulIsOnThisHostUnlessTold() {
		this.runner.withPropertyValues("fennel.discovery.consul.tags=metrics")
			.run((context) -> assertThat(context.getBean(Registrations.class).getStates())
				.containsOnlyKeys("Consul at http://127.0.0.1:8500"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					fennel.discovery.host=x | fennel.discovery.enabled is true, but there is nothing to register with
					fennel.discovery.file.labels.team=x | fennel.discovery.file.path is missing
					fennel.discovery.file.path=,fennel.discovery.host=x | fennel.discovery.file.path is missing
					fennel.discovery.consul.address=: | fennel.discovery.consul.address is not a URL of HTTP
					fennel.discovery.consul.address=http://a b | fennel.discovery.consul.address is not a URL of HTTP
					fennel.discovery.consul.address=http://me:s3cret@a | fennel.discovery.consul.address has a name or a password in it
					fennel.discovery.consul.check-interval=10ms | fennel.discovery.consul.check-interval is PT0.01S
					fennel.discovery.refresh=0s,fennel.discovery.file.path=x | fennel.discovery.refresh is PT0S
					""")
	void whatIsWrongStopsTheStart(String properties, String sentence) {
		this.runner.withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage(sentence));
	}

	private static ServiceInstance registered(Recording recording) {
		Waiting.until(() -> !recording.registered.isEmpty());
		return recording.registered.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	static class Recording {

		private final List<ServiceInstance> registered = new CopyOnWriteArrayList<>();

		private volatile String statusWhenTakenBack = "";

		@Bean
		ServiceRegistrar recorder() {
			return new ServiceRegistrar() {

				@Override
				public String description() {
					return "a test";
				}

				@Override
				public void register(ServiceInstance instance) {
					Recording.this.registered.add(instance);
				}

				@Override
				public void deregister(ServiceInstance instance) throws Exception {
					if (instance.checkUrl() != null) {
						Recording.this.statusWhenTakenBack = ""
								+ HttpCalls.get(URI.create(instance.checkUrl())).statusCode();
					}
				}

			};
		}

	}

}
