package dev.fennel.process;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * When the certificates of SSL bundles expire. They are read when a bundle is registered
 * or renewed, never at a scrape.
 *
 * @since 0.1.0
 */
public final class CertificateMetrics implements AopInfrastructureBean {

	private static final double MILLIS_PER_SECOND = 1000;

	private final MetricFamily<GaugeDataPoint> expiry;

	private final Failures failures;

	/**
	 * Creates the family.
	 * @param metrics makes it
	 */
	public CertificateMetrics(MetricFactory metrics) {
		this.expiry = metrics.gauge("tls_certificate_expiry_timestamp_seconds")
			.help("When a certificate of an SSL bundle expires")
			.labels("bundle", "certificate")
			.register();
		this.failures = new Failures(metrics, "process");
	}

	/**
	 * Shows the certificates of a bundle, in the place of those that it had before.
	 * @param name the name of the bundle
	 * @param bundle the bundle
	 */
	public void show(String name, SslBundle bundle) {
		this.failures.guard("read the certificates of the SSL bundle '" + name + "'", () -> {
			Map<String, Long> certificates = read(bundle.getStores());
			synchronized (this) {
				this.expiry.removeMatching(Map.of("bundle", name));
				certificates.forEach(
						(subject, millis) -> this.expiry.labelValues(name, subject).set(millis / MILLIS_PER_SECOND));
			}
		});
	}

	/**
	 * Of several certificates of one name the first that expires counts.
	 */
	private static Map<String, Long> read(SslStoreBundle stores) {
		Map<String, Long> certificates = new TreeMap<>();
		Stream.of(all(stores.getKeyStore()), all(stores.getTrustStore()))
			.flatMap(List::stream)
			.forEach((certificate) -> certificates.merge(name(certificate),
					certificate.getNotAfter().toInstant().toEpochMilli(), Math::min));
		return certificates;
	}

	private static List<X509Certificate> all(@Nullable KeyStore store) {
		List<X509Certificate> certificates = new ArrayList<>();
		if (store == null) {
			return certificates;
		}
		try {
			for (String alias : Collections.list(store.aliases())) {
				Certificate[] chain = store.getCertificateChain(alias);
				Stream<Certificate> found = (chain != null) ? Stream.of(chain)
						: Stream.ofNullable(store.getCertificate(alias));
				found.filter(X509Certificate.class::isInstance)
					.map(X509Certificate.class::cast)
					.forEach(certificates::add);
			}
			return certificates;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The common name, else the whole subject.
	 */
	private static String name(X509Certificate certificate) {
		String subject = certificate.getSubjectX500Principal().getName();
		try {
			return new LdapName(subject).getRdns()
				.stream()
				.filter((part) -> part.getType().equalsIgnoreCase("CN"))
				.map(Rdn::getValue)
				.map(Object::toString)
				.findFirst()
				.orElse(subject);
		}
		catch (InvalidNameException ex) {
			return subject;
		}
	}

}
