package dev.fennel.exporter;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.NestedExceptionUtils;

/**
 * How connections are secured: certificates, protocols and ciphers of an SSL bundle,
 * which may be replaced while the server runs.
 *
 * @since 0.1.0
 */
public final class ServerTls {

	private final String name;

	private final ClientAuth clientAuth;

	private volatile Material material;

	/**
	 * Creates the settings.
	 * @param name the name of the bundle
	 * @param bundle the bundle
	 * @param clientAuth whether clients must have a certificate
	 * @throws MetricDefinitionException if the bundle has no certificate of its own that
	 * can be read, or not its key, none that it trusts though clients are asked for
	 * theirs, or protocols or ciphers that this JVM has not
	 */
	public ServerTls(String name, SslBundle bundle, ClientAuth clientAuth) {
		this.name = name;
		this.clientAuth = clientAuth;
		this.material = read(bundle);
	}

	/**
	 * Uses another bundle for connections that are made from now on. If it throws, what
	 * was used before stays.
	 * @param bundle the bundle
	 * @throws MetricDefinitionException as the constructor does
	 */
	public void replace(SslBundle bundle) {
		this.material = read(bundle);
	}

	/**
	 * Whether clients without a certificate are refused.
	 */
	boolean needsClientCertificate() {
		return this.clientAuth == ClientAuth.NEED;
	}

	/**
	 * Shakes hands with a client. The caller closes the given socket, which unlike the
	 * one that is returned can be closed while a thread is stuck in it.
	 */
	SSLSocket secure(Socket socket) throws IOException {
		Material current = this.material;
		SSLSocket secured = (SSLSocket) current.context().getSocketFactory().createSocket(socket, null, true);
		secured.setUseClientMode(false);
		secured.setSSLParameters(current.parameters());
		secured.startHandshake();
		return secured;
	}

	private Material read(SslBundle bundle) {
		try {
			requireCertificate("key store", "certificate with its key", bundle.getStores().getKeyStore(), true);
			if (this.clientAuth != ClientAuth.NONE) {
				requireCertificate("trust store", "certificate to check those of clients with",
						bundle.getStores().getTrustStore(), false);
			}
			if (!KeyPairs.match(bundle.getManagers().getKeyManagers())) {
				throw refused("has a private key that is not that of its certificate");
			}
			SSLContext context = bundle.createSslContext();
			return new Material(context, parameters(context, bundle.getOptions()));
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			if (ex instanceof MetricDefinitionException definition) {
				throw definition;
			}
			throw refused("cannot be used: " + Failures.reason(NestedExceptionUtils.getMostSpecificCause(ex)));
		}
	}

	private void requireCertificate(String store, String what, @Nullable KeyStore found, boolean withKey)
			throws GeneralSecurityException {
		if (found != null) {
			for (String alias : Collections.list(found.aliases())) {
				if (withKey ? found.isKeyEntry(alias) : found.isCertificateEntry(alias)) {
					return;
				}
			}
		}
		throw refused("has no %s: its %s is %s".formatted(what, store, (found != null) ? "without one" : "missing"));
	}

	private SSLParameters parameters(SSLContext context, @Nullable SslOptions options) {
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(false);
		SSLParameters parameters = engine.getSSLParameters();
		if (options != null && options.getEnabledProtocols() != null) {
			parameters.setProtocols(options.getEnabledProtocols());
		}
		if (options != null && options.getCiphers() != null) {
			parameters.setCipherSuites(options.getCiphers());
		}
		parameters.setWantClientAuth(this.clientAuth == ClientAuth.WANT);
		if (this.clientAuth == ClientAuth.NEED) {
			parameters.setNeedClientAuth(true);
		}
		engine.setSSLParameters(parameters);
		return parameters;
	}

	private MetricDefinitionException refused(String why) {
		return new MetricDefinitionException(
				"The SSL bundle '%s' of fennel.exporter.ssl-bundle %s".formatted(this.name, why),
				"Set the properties of the bundle below spring.ssl.bundle, or name another bundle");
	}

	private record Material(SSLContext context, SSLParameters parameters) {
	}

}
