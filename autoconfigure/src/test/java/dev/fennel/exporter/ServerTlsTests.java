package dev.fennel.exporter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.fennel.MetricDefinitionException;
import dev.fennel.exporter.RawClient.Response;
import dev.fennel.testing.Certificates;
import dev.fennel.testing.HttpCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections that are secured.
 */
class ServerTlsTests {

	/** Enough for a handshake on a busy machine. */
	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	@TempDir
	private Path folder;

	@Test
	void whoTrustsTheAuthorityIsServed() throws IOException {
		try (TestServer server = server("server", null, ClientAuth.NONE)) {
			HttpResponse<String> response = get(server, Certificates.client(null, "authority"));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("orders_total 1.0");
			assertThat(response.uri()).hasScheme("https");
		}
	}

	@Test
	void whoTrustsAnotherDoesNotAsk() throws IOException {
		try (TestServer server = server("server", null, ClientAuth.NONE)) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> get(server, Certificates.client(null, "stranger")))
				.withMessageContaining("PKIX");
			assertUnharmed(server);
		}
	}

	@Test
	void aCertificateOfAnotherHostIsNotTakenForThis() throws IOException {
		try (TestServer server = server("elsewhere", null, ClientAuth.NONE)) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> get(server, Certificates.client(null, "authority")))
				.withMessageContaining("subject alternative names");
		}
	}

	@Test
	void aCertificateThatHasExpiredIsNotTaken() throws IOException {
		try (TestServer server = server("expired", null, ClientAuth.NONE)) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> get(server, Certificates.client(null, "authority")))
				.withRootCauseInstanceOf(CertificateExpiredException.class);
		}
	}

	@Test
	void aClientMustHaveACertificateWhereItIsNeeded() throws IOException {
		try (TestServer server = server("server", "authority", ClientAuth.NEED)) {
			assertThat(get(server, Certificates.client("client", "authority")).statusCode()).isEqualTo(200);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> get(server, Certificates.client(null, "authority")));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> get(server, Certificates.client("stranger", "authority")));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> get(server, Certificates.client("expired", "authority")));
			assertThat(get(server, Certificates.client("client", "authority")).body())
				.contains("fennel_errors_total{feature=\"exporter\"} 0");
		}
	}

	@Test
	void aClientMayHaveACertificateWhereItIsWanted() throws IOException {
		try (TestServer server = server("server", "authority", ClientAuth.WANT)) {
			assertThat(get(server, Certificates.client("client", "authority")).statusCode()).isEqualTo(200);
			assertThat(get(server, Certificates.client(null, "authority")).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void protocolsAreThoseOfTheBundle() throws IOException {
		SslOptions options = SslOptions.of(null, new String[] { "TLSv1.3" });
		ServerTls tls = new ServerTls("web", bundle("server", null, options), ClientAuth.NONE);
		try (TestServer server = TestServer.secured(tls, TestServer.LONG)) {
			assertThat(protocol(server, "TLSv1.3")).isEqualTo("TLSv1.3");
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> protocol(server, "TLSv1.2"));
		}
		try (TestServer server = server("server", null, ClientAuth.NONE)) {
			assertThat(protocol(server, "TLSv1.2")).isEqualTo("TLSv1.2");
		}
	}

	@Test
	void ciphersAreThoseOfTheBundle() throws IOException {
		SslOptions options = SslOptions.of(new String[] { "TLS_AES_256_GCM_SHA384" }, null);
		ServerTls tls = new ServerTls("web", bundle("server", null, options), ClientAuth.NONE);
		try (TestServer server = TestServer.secured(tls, TestServer.LONG); SSLSocket socket = connect(server)) {
			socket.startHandshake();
			assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
		}
	}

	@Test
	void anotherBundleHoldsForConnectionsFromThenOn() throws IOException {
		ServerTls tls = tls("server", null, ClientAuth.NONE);
		try (TestServer server = TestServer.secured(tls, TestServer.LONG); SSLSocket earlier = connect(server)) {
			RawClient client = RawClient.over(earlier);
			assertThat(request(client).status()).isEqualTo(200);
			assertThat(subject(server)).isEqualTo("CN=server");
			tls.replace(bundle("renewed", null, SslOptions.NONE));
			assertThat(subject(server)).isEqualTo("CN=renewed");
			assertThat(request(client).status()).isEqualTo(200);
			assertThatExceptionOfType(MetricDefinitionException.class)
				.isThrownBy(() -> tls.replace(bundle(null, null, SslOptions.NONE)));
			assertThat(subject(server)).isEqualTo("CN=renewed");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\u0016\u0003\u0001", "GET / HTTP/1.1\r\n" })
	void aHandshakeThatGoesNoFurtherIsCutOff(String sent) throws IOException {
		try (TestServer server = TestServer.secured(tls("server", null, ClientAuth.NONE), TIMEOUT);
				RawClient client = server.connect()) {
			long start = System.nanoTime();
			client.send(sent).readToEnd();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(10));
			assertUnharmed(server);
		}
	}

	@Test
	void whoStopsReadingIsCutOff() throws IOException {
		try (TestServer server = TestServer.secured(tls("server", null, ClientAuth.NONE), TIMEOUT);
				SSLSocket socket = connect(server)) {
			RawClient client = RawClient.over(socket);
			client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(client.readByte()).isEqualTo('H');
			long start = System.nanoTime();
			client.awaitReset();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(10));
			assertUnharmed(server);
		}
	}

	@Test
	void aBundleWithoutAKeyIsRefused() {
		assertRefused(bundle(null, "authority", SslOptions.NONE), ClientAuth.NONE,
				"has no certificate with its key: its key store is missing");
		SslStoreBundle certificateAlone = new JksSslStoreBundle(
				details(Certificates.trustStore(this.folder.resolve("key.p12"), "authority")), null);
		assertRefused(SslBundle.of(certificateAlone), ClientAuth.NONE, "its key store is without one");
	}

	@Test
	void clientsCannotBeAskedForACertificateThatNobodyChecks() {
		assertRefused(bundle("server", null, SslOptions.NONE), ClientAuth.WANT,
				"has no certificate to check those of clients with: its trust store is missing");
		assertRefused(bundle("server", null, SslOptions.NONE), ClientAuth.NEED, "its trust store is missing");
	}

	@Test
	void whatTheJvmDoesNotHaveIsRefused() {
		assertRefused(bundle("server", null, SslOptions.of(null, new String[] { "TLSv9" })), ClientAuth.NONE, "TLSv9");
		assertRefused(bundle("server", null, SslOptions.of(new String[] { "ROT13" }, null)), ClientAuth.NONE,
				"cannot be used: ");
	}

	@Test
	void aKeyOfAnotherCertificateIsRefused() {
		PemSslStoreBundle mixed = new PemSslStoreBundle(PemSslStoreDetails
			.forCertificate("" + Certificates.certificate(this.folder.resolve("certificate.pem"), "server"))
			.withPrivateKey("" + Certificates.privateKey(this.folder.resolve("key.pem"), "client")), null);
		assertRefused(SslBundle.of(mixed), ClientAuth.NONE, "has a private key that is not that of its certificate");
	}

	@Test
	void whatCannotBeReadIsRefused() {
		SslStoreBundle missing = new JksSslStoreBundle(details(this.folder.resolve("missing.p12")), null);
		assertRefused(SslBundle.of(missing), ClientAuth.NONE, "missing.p12");
		SslStoreBundle wrongPassword = new JksSslStoreBundle(JksSslStoreDetails
			.forLocation("file:" + Certificates.keyStore(this.folder.resolve("server.p12"), "server"))
			.withPassword("s3cret"), null);
		assertRefused(SslBundle.of(wrongPassword), ClientAuth.NONE, "cannot be used: ");
		SslBundle otherAlias = SslBundle.of(bundle("server", null, SslOptions.NONE).getStores(),
				SslBundleKey.of(null, "nobody"));
		assertRefused(otherAlias, ClientAuth.NONE, "nobody");
	}

	private TestServer server(String key, @Nullable String trusted, ClientAuth clientAuth) {
		return TestServer.secured(tls(key, trusted, clientAuth), TestServer.LONG);
	}

	private ServerTls tls(String key, @Nullable String trusted, ClientAuth clientAuth) {
		return new ServerTls("web", bundle(key, trusted, SslOptions.NONE), clientAuth);
	}

	private SslBundle bundle(@Nullable String key, @Nullable String trusted, SslOptions options) {
		JksSslStoreDetails keyStore = (key != null)
				? details(Certificates.keyStore(this.folder.resolve(key + ".p12"), key)) : null;
		JksSslStoreDetails trustStore = (trusted != null)
				? details(Certificates.trustStore(this.folder.resolve("trusted.p12"), trusted)) : null;
		return SslBundle.of(new JksSslStoreBundle(keyStore, trustStore), SslBundleKey.NONE, options);
	}

	private static JksSslStoreDetails details(Path file) {
		return new JksSslStoreDetails("PKCS12", null, "file:" + file, Certificates.PASSWORD);
	}

	private static void assertRefused(SslBundle bundle, ClientAuth clientAuth, String why) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> new ServerTls("web", bundle, clientAuth))
			.withMessageStartingWith("The SSL bundle 'web' of fennel.exporter.ssl-bundle ")
			.withMessageContaining(why)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("s3cret"));
	}

	private static void assertUnharmed(TestServer server) throws IOException {
		HttpResponse<String> response = get(server, Certificates.client(null, "authority"));
		assertThat(response.body()).contains("fennel_errors_total{feature=\"exporter\"} 0");
	}

	private static HttpResponse<String> get(TestServer server, SSLContext context) throws IOException {
		HttpClient client = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
		return HttpCalls.send(client, HttpCalls.request(server.server().getMetricsUrl()));
	}

	private static Response request(RawClient client) throws IOException {
		return client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").read();
	}

	private static String protocol(TestServer server, String protocol) throws IOException {
		try (SSLSocket socket = connect(server)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setProtocols(new String[] { protocol });
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return socket.getSession().getProtocol();
		}
	}

	private static String subject(TestServer server) {
		return Certificates.subject(server.server().getPort());
	}

	private static SSLSocket connect(TestServer server) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress("127.0.0.1", server.server().getPort()));
		socket.setSoTimeout(20_000);
		return (SSLSocket) Certificates.client(null, "authority")
			.getSocketFactory()
			.createSocket(socket, "localhost", server.server().getPort(), true);
	}

}
