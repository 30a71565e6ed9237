package dev.fennel.autoconfigure.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.push.MetricsPusher;
import dev.fennel.push.PushException;
import dev.fennel.push.PushRequestCustomizer;
import dev.fennel.push.PushTarget;
import dev.fennel.push.PushedPage;
import dev.fennel.testing.Certificates;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.HttpStandIn.Answer;
import dev.fennel.testing.StartFailures;
import dev.fennel.testing.Waiting;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class PushAutoConfigurationTests {

	private final HttpStandIn server = new HttpStandIn();

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, SslAutoConfiguration.class,
				MetricsEndpointAutoConfiguration.class, PushAutoConfiguration.class))
		.withPropertyValues("spring.application.name=shop", "fennel.push.address=" + this.server.url());

	private final ApplicationContextRunner pushing = this.runner.withPropertyValues("fennel.push.enabled=true");

	PushAutoConfigurationTests() throws IOException {
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void isOffUnlessAskedFor() {
		this.runner.withUserConfiguration(Own.class)
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.doesNotContain(PushAutoConfiguration.class.getName())
				.noneMatch((name) -> name.contains("Push") || name.contains("Job") || name.startsWith("fennel.push-")));
		assertThat(this.server.calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fennel.enabled", "fennel.push.enabled" })
	void isOffWhereThatIsSaid(String property) {
		this.pushing.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MetricsPusher.class));
	}

	@Test
	void pushesOnceWhenTheApplicationStopsWithBeansStillThere() {
		this.pushing.withUserConfiguration(Own.class).run((context) -> {
			context.getBean(MetricFactory.class).counter("orders_total").registerSingle().inc();
			assertThat(this.server.calls()).isEmpty();
		});
		assertThat(this.server.lines()).containsExactly("PUT /metrics/job/shop");
		assertThat(this.server.calls().get(0).body()).contains("orders_total 1.0", "open_gauge 1.0",
				"fennel_push_total{outcome=\"success\",target=\"pushgateway\"} 0.0");
	}

	@Test
	void theLastPushIsMadeWhenRequestsHaveDrainedAndBeforeExecutorsStop() {
		this.pushing.withUserConfiguration(Phases.class).run((context) -> {
		});
		assertThat(this.server.calls().get(0).body()).contains("stopped{part=\"requests\"} 1.0",
				"stopped{part=\"executors\"} 0.0");
	}

	@ParameterizedTest
	@CsvSource({ "push,PUT", "push-add,POST", "delete,DELETE", "none,-" })
	void whatHappensAtTheStopIsChosen(String choice, String method) {
		this.pushing.withPropertyValues("fennel.push.on-shutdown=" + choice).run((context) -> {
		});
		assertThat(this.server.lines())
			.isEqualTo(method.equals("-") ? List.of() : List.of(method + " /metrics/job/shop"));
	}

	@Test
	void pushesInIntervalsAndAtTheStart() {
		this.pushing.withPropertyValues("fennel.push.interval=20ms", "fennel.push.on-start=true").run((context) -> {
			Waiting.until(() -> this.server.calls().size() > 2);
			context.getBean(MetricsPusher.class).push();
		});
	}

	@Test
	void jobKeysHeadersAndCompressionAreSettings() {
		this.pushing
			.withPropertyValues("fennel.push.job=a job", "fennel.push.grouping-key.zone=north",
					"fennel.push.grouping-key[mixedCase_1]=x", "fennel.push.headers.X-Scope-OrgID=me",
					"fennel.push.gzip=true", "fennel.push.auth.username=me", "fennel.push.auth.password=s3cret")
			.run((context) -> context.getBean(MetricsPusher.class).push());
		HttpStandIn.Call call = this.server.calls().get(0);
		assertThat(call.path()).isEqualTo("/metrics/job@base64/YSBqb2I=/mixedCase_1/x/zone/north");
		assertThat(call.header("X-Scope-OrgID")).isEqualTo("me");
		assertThat(call.header("Authorization")).isEqualTo("Basic bWU6czNjcmV0");
		assertThat(call.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(call.body()).contains("fennel_push_total");
	}

	@Test
	void theInstanceIsAnAddressOfThisHostWhereAskedFor() {
		this.pushing.withPropertyValues("fennel.push.group-by-instance=true").run((context) -> {
		});
		String last = this.server.lines().get(0);
		assertThat(last).startsWith("PUT /metrics/job/shop/instance/").doesNotContain("0.0.0.0");
		if (hasMoreThanLoopback()) {
			assertThat(last).doesNotContain("127.0.0.1");
		}
	}

	@Test
	void beansHaveTheLastWord() {
		this.pushing.withUserConfiguration(Own.class)
			.withPropertyValues("fennel.push.headers.X-Scope=first", "fennel.push.auth.token=t0ken")
			.run((context) -> {
			});
		assertThat(this.server.calls().get(0).header("X-Scope")).isEqualTo("last");
		assertThat(this.server.calls().get(0).header("Authorization")).isEqualTo("Bearer t0ken");
	}

	@Test
	void redirectsAreFollowedWhereAskedFor() {
		this.server.answer((exchange) -> (exchange.getRequestURI().getPath().equals("/x") ? Answer.of(200, "")
				: Answer.redirect(307, "/x"))
			.send(exchange));
		this.pushing.run((context) -> assertThatExceptionOfType(PushException.class)
			.isThrownBy(context.getBean(MetricsPusher.class)::push)
			.withMessageContaining("it redirects (307)"));
		this.pushing.withPropertyValues("fennel.push.follow-redirects=true")
			.run((context) -> context.getBean(MetricsPusher.class).push());
	}

	@Test
	void aPathOfItsOwnNeedsNeitherJobNorKey() {
		this.pushing.withPropertyValues("fennel.push.path=/api/v1/import/prometheus", "fennel.push.grouping-key.a=b")
			.run((context) -> {
			});
		assertThat(this.server.lines()).containsExactly("POST /api/v1/import/prometheus");
	}

	@Test
	void targetsOfTheApplicationAreUsedWithOrWithoutAPushgateway() {
		this.pushing.withUserConfiguration(OwnTarget.class).run((context) -> {
			context.getBean(MetricsPusher.class).push();
			assertThat(context.getBean(OwnTarget.class).pages).hasSize(1);
		});
		assertThat(this.server.calls()).hasSize(2);
		this.pushing.withUserConfiguration(OwnTarget.class)
			.withPropertyValues("fennel.push.address=")
			.run((context) -> {
				context.getBean(MetricsPusher.class).push();
				assertThat(context.getBean(OwnTarget.class).pages).hasSize(1);
			});
		assertThat(this.server.calls()).hasSize(2);
	}

	@Test
	void aBundleSecuresWhatIsPushed() throws IOException {
		try (HttpStandIn secured = new HttpStandIn(Certificates.client("server", "authority"))) {
			Path keys = Certificates.keyStore(this.folder.resolve("keys"), "client");
			Path trust = Certificates.trustStore(this.folder.resolve("trust"), "authority");
			this.pushing
				.withPropertyValues("fennel.push.address=" + secured.url(), "fennel.push.ssl-bundle=out",
						"spring.ssl.bundle.jks.out.keystore.location=file:" + keys,
						"spring.ssl.bundle.jks.out.keystore.password=" + Certificates.PASSWORD,
						"spring.ssl.bundle.jks.out.truststore.location=file:" + trust,
						"spring.ssl.bundle.jks.out.truststore.password=" + Certificates.PASSWORD)
				.run((context) -> context.getBean(MetricsPusher.class).push());
			assertThat(secured.calls()).hasSize(2);
		}
	}

	@Test
	void aDeadPushgatewayIsAWarningAndNoMore(CapturedOutput output) {
		this.server.close();
		this.pushing.withPropertyValues("fennel.push.auth.token=t0ken", "fennel.push.retries=1")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll())
			.contains("Metrics are not pushed to the Pushgateway at " + this.server.url()
					+ "/metrics/job/shop: ConnectException. The application stops.")
			.doesNotContain("t0ken");
	}

	@Test
	void aPushgatewayThatHangsKeepsTheStopNoLongerThanTheTimeout() {
		this.server.answer(this.server.hanging());
		long[] start = new long[1];
		this.pushing.withPropertyValues("fennel.push.timeout=400ms").run((context) -> start[0] = System.nanoTime());
		assertThat(Duration.ofNanos(System.nanoTime() - start[0])).isBetween(Duration.ofMillis(400),
				Duration.ofSeconds(15));
	}

	@Test
	void aFileIsWrittenInIntervalsAndAtTheStop() {
		Path file = this.folder.resolve("shop.prom");
		this.runner
			.withPropertyValues("fennel.textfile.enabled=true", "fennel.textfile.path=" + file,
					"fennel.textfile.interval=20ms")
			.run((context) -> {
				Waiting.until(() -> file.toFile().exists());
				context.getBean(MetricFactory.class).counter("orders_total").registerSingle().inc();
			});
		assertThat(file).content()
			.contains("orders_total 1.0", "fennel_push_total{outcome=\"success\",target=\"textfile\"}");
		assertThat(this.server.calls()).isEmpty();
	}

	@Test
	void graphiteGetsLinesAtTheStop() throws Exception {
		try (ServerSocket graphite = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
				try (Socket socket = graphite.accept()) {
					return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			this.runner
				.withPropertyValues("fennel.graphite.enabled=true", "fennel.graphite.host=127.0.0.1",
						"fennel.graphite.port=" + graphite.getLocalPort(), "fennel.graphite.prefix=eu.shop",
						"fennel.graphite.tags=true")
				.run((context) -> context.getBean(MetricFactory.class).counter("orders_total").registerSingle().inc());
			assertThat(received.get()).contains("eu.shop.orders_total 1.0 ",
					"eu.shop.fennel_push_total;outcome=success;target=graphite 0.0 ");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					push.address= | fennel.push.enabled is true, but there is nothing to push to.
					push.address=ftp://x | fennel.push.address is not a URL of HTTP.
					push.address=http://me:s3cret@x | fennel.push.address has a name or a password in it.
					push.job= | fennel.push.job is blank.
					push.grouping-key.job=x | fennel.push.grouping-key has 'job', which is no name of a label.
					push.path=x | fennel.push.path is 'x'.
					push.path=/x,push.on-shutdown=delete | fennel.push.on-shutdown is delete, which there is no request for at fennel.push.path.
					push.interval=-1s | fennel.push.interval is PT-1S.
					push.timeout=0s | fennel.push.timeout is PT0S.
					push.retries=-1 | fennel.push.retries is -1.
					push.headers.Host=x | fennel.push.headers has 'Host', which cannot be sent, or not with its value.
					push.auth.username=me | fennel.push.auth has a username, but no password.
					push.auth.token=s3cret,push.auth.username=me | fennel.push.auth has a token, and a username or a password too.
					push.auth.token=s3cret,push.headers.authorization=x | fennel.push.auth is set, and fennel.push.headers has an Authorization too.
					push.ssl-bundle=out | fennel.push.ssl-bundle is set, but fennel.push.address is no URL of https.
					push.ssl-bundle=out,push.address=https://x | There is no SSL bundle 'out' of fennel.push.ssl-bundle.
					textfile.enabled=true | fennel.textfile.path is missing.
					textfile.enabled=true,textfile.path=x.txt | fennel.textfile.path is 'x.txt'.
					graphite.enabled=true | fennel.graphite.host is missing.
					graphite.enabled=true,graphite.host=x,graphite.port=0 | fennel.graphite.port is 0.
					""")
	void whatIsWrongStopsTheStart(String properties, String sentence) {
		this.pushing.withPropertyValues(
				List.of(properties.split(",")).stream().map((property) -> "fennel." + property).toArray(String[]::new))
			.run((context) -> {
				FailureAnalysis analysis = StartFailures.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).isEqualTo(sentence);
				assertThat(analysis.getAction()).isNotBlank().endsWith(".");
				assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("s3cret");
			});
	}

	private static boolean hasMoreThanLoopback() {
		try {
			return NetworkInterface.networkInterfaces()
				.flatMap(NetworkInterface::inetAddresses)
				.anyMatch((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean(destroyMethod = "close")
		Shop shop() {
			return new Shop();
		}

		@Bean
		GaugeWithCallback openGauge(Shop shop) {
			return GaugeWithCallback.builder()
				.name("open_gauge")
				.callback((callback) -> callback.call(shop.open ? 1 : 0))
				.build();
		}

		@Bean
		PushRequestCustomizer customizer() {
			return (request) -> request.setHeader("X-Scope", "last");
		}

	}

	static class Shop {

		private volatile boolean open = true;

		void close() {
			this.open = false;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Phases {

		@Bean
		SmartLifecycle requests(MetricFactory metrics) {
			return stopped(metrics, "requests", SmartLifecycle.DEFAULT_PHASE - 2048);
		}

		@Bean
		SmartLifecycle executors(MetricFactory metrics) {
			return stopped(metrics, "executors", SmartLifecycle.DEFAULT_PHASE / 2);
		}

		private static SmartLifecycle stopped(MetricFactory metrics, String part, int phase) {
			GaugeDataPoint stopped = metrics.gauge("stopped").labels("part").register().labelValues(part);
			return new SmartLifecycle() {

				@Override
				public void start() {
				}

				@Override
				public void stop() {
					stopped.set(1);
				}

				@Override
				public boolean isRunning() {
					return true;
				}

				@Override
				public int getPhase() {
					return phase;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTarget {

		private final List<String> pages = new CopyOnWriteArrayList<>();

		@Bean
		PushTarget target() {
			return new PushTarget() {

				@Override
				public String name() {
					return "own";
				}

				@Override
				public String description() {
					return "a test";
				}

				@Override
				public void push(PushedPage page) {
					OwnTarget.this.pages.add(page.text());
				}

			};
		}

	}

}
