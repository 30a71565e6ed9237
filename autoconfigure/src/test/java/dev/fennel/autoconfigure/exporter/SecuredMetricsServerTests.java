package dev.fennel.autoconfigure.exporter;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.testing.Certificates;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.StartFailures;
import dev.fennel.testing.Waiting;
import org.jspecify.annotations.Nullable;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * SSL bundles, as they are set by properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecuredMetricsServerTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, SslAutoConfiguration.class,
				MetricsEndpointAutoConfiguration.class, MetricsServerAutoConfiguration.class))
		.withPropertyValues("fennel.exporter.enabled=true", "fennel.exporter.port=0",
				"fennel.exporter.address=localhost", "fennel.exporter.ssl-bundle=web");

	@Test
	void servesWithTheCertificateOfTheBundle() {
		withPem("server").run((context) -> {
			MetricsServer server = context.getBean(MetricsServer.class);
			assertThat(server.getMetricsUrl()).hasScheme("https");
			HttpResponse<String> response = get(server, null);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(subject(response)).isEqualTo("CN=server");
			assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
		});
	}

	@Test
	void protocolsAndCiphersAreThoseOfTheBundlesOptions() {
		withPem("server")
			.withPropertyValues("spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.2",
					"spring.ssl.bundle.pem.web.options.ciphers=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
			.run((context) -> {
				HttpResponse<String> response = get(context.getBean(MetricsServer.class), null);
				assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
				assertThat(response.sslSession().orElseThrow().getCipherSuite())
					.isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
			});
	}

	@Test
	void asksClientsForTheirCertificate() {
		withPem("server")
			.withPropertyValues("fennel.exporter.client-auth=need",
					"spring.ssl.bundle.pem.web.truststore.certificate="
							+ Certificates.certificate(this.folder.resolve("authority.pem"), "authority"))
			.run((context) -> {
				MetricsServer server = context.getBean(MetricsServer.class);
				assertThat(get(server, "client").statusCode()).isEqualTo(200);
				assertThatIOException().isThrownBy(() -> get(server, null));
			});
	}

	@Test
	void takesOverACertificateThatIsRenewedWhileItRuns(CapturedOutput output) {
		withPem("server")
			.withPropertyValues("spring.ssl.bundle.pem.web.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=50ms")
			.run((context) -> {
				int port = context.getBean(MetricsServer.class).getPort();
				assertThat(Certificates.subject(port)).isEqualTo("CN=server");
				pem("renewed");
				Waiting.until(() -> Certificates.subject(port).equals("CN=renewed"));
				Files.writeString(this.folder.resolve("key.pem"), "nothing");
				Waiting.until(() -> output.getAll().contains("Fennel could not take over a changed SSL bundle"));
				assertThat(Certificates.subject(port)).isEqualTo("CN=renewed");
				pem("server");
				Waiting.until(() -> Certificates.subject(port).equals("CN=server"));
			});
	}

	@ParameterizedTest
	@CsvSource({ "keystore.certificate=nonsense.pem,Missing certificates or unrecognized format",
			"keystore.certificate=missing.pem,FileNotFoundException /",
			"keystore.private-key=nonsense.pem,Missing private key",
			"keystore.private-key=missing.pem,FileNotFoundException /",
			"truststore.certificate=missing.pem,FileNotFoundException /" })
	void whatCannotBeReadStopsTheStartWithASentence(String property, String why) throws IOException {
		Files.writeString(this.folder.resolve("nonsense.pem"), "nonsense");
		withPem("server")
			.withPropertyValues("spring.ssl.bundle.pem.web." + property.replace("=", "=" + this.folder + "/"))
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.startsWith("The SSL bundle 'web' of fennel.exporter.ssl-bundle cannot be used: " + why));
	}

	private ApplicationContextRunner withPem(String alias) {
		pem(alias);
		return this.runner.withPropertyValues(
				"spring.ssl.bundle.pem.web.keystore.certificate=" + this.folder.resolve("certificate.pem"),
				"spring.ssl.bundle.pem.web.keystore.private-key=" + this.folder.resolve("key.pem"));
	}

	private void pem(String alias) {
		Certificates.certificate(this.folder.resolve("certificate.pem"), alias);
		Certificates.privateKey(this.folder.resolve("key.pem"), alias);
	}

	private static HttpResponse<String> get(MetricsServer server, @Nullable String client) throws IOException {
		HttpClient http = HttpClient.newBuilder().sslContext(Certificates.client(client, "authority")).build();
		return HttpCalls.send(http, HttpCalls.request(server.getMetricsUrl()));
	}

	private static String subject(HttpResponse<String> response) throws IOException {
		X509Certificate certificate = (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
		return certificate.getSubjectX500Principal().getName();
	}

}
