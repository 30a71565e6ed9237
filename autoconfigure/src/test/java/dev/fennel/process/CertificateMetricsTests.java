package dev.fennel.process;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Certificates;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CertificateMetricsTests {

	private static final String NAME = "tls_certificate_expiry_timestamp_seconds";

	@TempDir
	private Path folder;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final CertificateMetrics metrics = new CertificateMetrics(MetricFactory.with(this.registry).build());

	@Test
	void keysTheirChainsAndTrustedCertificatesAreShown() {
		this.metrics.show("web", bundle("expired", "stranger"));
		Page page = Scrapes.of(this.registry);
		assertThat(page.samples()).containsKeys(series("authority"), series("stranger"));
		double expired = Instant.now().minus(4, ChronoUnit.DAYS).getEpochSecond();
		assertThat(page.value(series("expired"))).isCloseTo(expired, within(600.0));
	}

	@Test
	void aRenewedBundleTakesThePlaceOfTheOneBefore() {
		this.metrics.show("web", bundle("server", "authority"));
		this.metrics.show("web", bundle("renewed", "authority"));
		assertThat(Scrapes.of(this.registry).samples()).containsKey(series("renewed"))
			.doesNotContainKey(series("server"));
	}

	@Test
	void aBundleThatCannotBeReadIsNoFaultOfTheApplication() {
		this.metrics.show("web",
				SslBundle.of(new JksSslStoreBundle(
						new JksSslStoreDetails("PKCS12", null, this.folder.resolve("none.p12").toString(), "x"),
						null)));
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_errors_total{feature=\"process\"}", 1.0)
			.doesNotContainKey(series("server"));
	}

	private SslBundle bundle(String key, String trusted) {
		Path keys = Certificates.keyStore(this.folder.resolve("keys.p12"), key);
		Path trust = Certificates.trustStore(this.folder.resolve("trust.p12"), trusted);
		return SslBundle.of(new JksSslStoreBundle(details(keys), details(trust)));
	}

	private static JksSslStoreDetails details(Path file) {
		return new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), Certificates.PASSWORD);
	}

	private static String series(String certificate) {
		return NAME + "{bundle=\"web\",certificate=\"" + certificate + "\"}";
	}

}
