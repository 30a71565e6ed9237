package dev.fennel.autoconfigure.exporter;

import java.time.Duration;

import dev.fennel.MetricDefinitionException;
import dev.fennel.autoconfigure.AuthRules;
import dev.fennel.exporter.ClientAuth;
import dev.fennel.exporter.PortRange;
import dev.fennel.exposition.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The metrics page on a port of its own.
 *
 * @param enabled Whether metrics have a port of their own.
 * @param port Port to listen on, 0 for any that is free; 9404 without.
 * @param portRange Ports of which the first that is free is taken, such as 8001-8050, in
 * place of the port.
 * @param address Host name or address to listen on; all addresses of the host without.
 * @param path Path of the page of all registries; that of fennel.endpoint.path without.
 * @param sslBundle Name of the SSL bundle that secures connections; they are plain
 * without.
 * @param clientAuth Whether clients must have a certificate that the SSL bundle trusts.
 * @param threads How many clients are served at once.
 * @param readTimeout How long a client may take to send a request, and again to read the
 * response.
 * @param auth What clients must send to see the metrics; fennel.endpoint.token without.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.exporter")
public record MetricsServerProperties(@DefaultValue("false") boolean enabled, @Nullable Integer port,
		@Nullable String portRange, @DefaultValue("") String address, @Nullable String path, @Nullable String sslBundle,
		@DefaultValue("none") ClientAuth clientAuth, @DefaultValue("16") int threads,
		@DefaultValue("10s") Duration readTimeout, @DefaultValue Auth auth) implements AopInfrastructureBean {

	private static final int DEFAULT_PORT = 9404;

	/**
	 * Creates the properties.
	 */
	public MetricsServerProperties {
		if (port != null && portRange != null) {
			throw new MetricDefinitionException("fennel.exporter.port and fennel.exporter.port-range are both set",
					"Take one of them out");
		}
		if (path != null && (!path.startsWith("/") || path.endsWith("/"))) {
			throw new MetricDefinitionException("fennel.exporter.path is '%s'".formatted(path),
					"Start it with '/', add a name, and do not end it with '/'");
		}
		if (sslBundle == null && clientAuth != ClientAuth.NONE) {
			throw new MetricDefinitionException(
					"fennel.exporter.client-auth is set, but fennel.exporter.ssl-bundle is not",
					"Name the SSL bundle, or take client-auth out to serve everybody");
		}
	}

	PortRange ports() {
		if (this.portRange != null) {
			return PortRange.parse(this.portRange);
		}
		return PortRange.of((this.port != null) ? this.port : DEFAULT_PORT);
	}

	@Override
	public String toString() {
		return "MetricsServerProperties[port=" + this.port + ", portRange=" + this.portRange + "]";
	}

	/**
	 * What clients must send to see the metrics: a name and a password, or a token.
	 *
	 * @param username Name that clients must send, with the password.
	 * @param password Password that clients must send, with the name.
	 * @param token Bearer token that clients must send, in place of name and password.
	 */
	public record Auth(@Nullable String username, @Nullable String password, @Nullable String token) {

		/**
		 * Creates the properties.
		 */
		public Auth {
			AuthRules.check("fennel.exporter.auth", username, password, token);
		}

		/**
		 * The credentials, or those of the application's port if there are none.
		 */
		Credentials or(@Nullable String endpointToken) {
			if (this.username != null && this.password != null) {
				return Credentials.basic(this.username, this.password);
			}
			return Credentials.bearer((this.token != null) ? this.token : endpointToken);
		}

		@Override
		public String toString() {
			return "Auth";
		}

	}

}
