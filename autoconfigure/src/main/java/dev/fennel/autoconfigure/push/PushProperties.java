package dev.fennel.autoconfigure.push;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.fennel.MetricDefinitionException;
import dev.fennel.autoconfigure.AuthRules;
import dev.fennel.autoconfigure.OwnHost;
import dev.fennel.push.AtStop;
import dev.fennel.push.PushPlan;
import dev.fennel.push.PushRequestCustomizer;
import dev.fennel.push.PushTarget;
import dev.fennel.push.PushUrl;
import dev.fennel.push.PushgatewayOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * What is pushed to a Pushgateway, and to the application's own targets.
 *
 * @param enabled Whether metrics are pushed.
 * @param address URL of the Pushgateway, http without a scheme.
 * @param job Name of the job; that of the application without.
 * @param groupingKey Further labels of the group.
 * @param groupByInstance Whether the group has the label instance with an address of this
 * host that is not its loopback address.
 * @param path Path, for servers that are no Pushgateway; job and grouping key are not
 * sent there.
 * @param interval Time from the end of one push to the next, 0 for none.
 * @param onStart Whether metrics are pushed when the application starts.
 * @param onShutdown What happens when the application stops.
 * @param timeout How long one push may take, all its retries included.
 * @param retries How often a push that fails is tried again.
 * @param gzip Whether requests are compressed.
 * @param followRedirects Whether the same request is sent to where a redirect leads.
 * @param headers Further headers of requests.
 * @param sslBundle Name of the SSL bundle that secures connections; what the JVM trusts
 * without.
 * @param auth What is sent to be let in.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.push")
public record PushProperties(@DefaultValue("false") boolean enabled, @Nullable String address, @Nullable String job,
		@DefaultValue Map<String, String> groupingKey, @DefaultValue("false") boolean groupByInstance,
		@Nullable String path, @DefaultValue("1m") Duration interval, @DefaultValue("false") boolean onStart,
		@DefaultValue("push") AtStop onShutdown, @DefaultValue("10s") Duration timeout, @DefaultValue("3") int retries,
		@DefaultValue("false") boolean gzip, @DefaultValue("false") boolean followRedirects,
		@DefaultValue Map<String, String> headers, @Nullable String sslBundle,
		@DefaultValue Auth auth) implements AopInfrastructureBean {

	PushPlan plan(PushTarget target) {
		return new PushPlan("push", target, this.interval, this.onStart, this.onShutdown, this.timeout, this.retries);
	}

	/**
	 * Where to push, null where there is no address.
	 */
	@Nullable PushUrl url(String applicationName) {
		if (!StringUtils.hasText(this.address)) {
			return null;
		}
		String address = this.address.strip();
		if (this.path == null) {
			return PushUrl.group(address, (this.job != null) ? this.job : applicationName, key());
		}
		if (this.onShutdown == AtStop.DELETE) {
			throw new MetricDefinitionException(
					"fennel.push.on-shutdown is delete, which there is no request for at fennel.push.path",
					"Take one of them out");
		}
		return PushUrl.custom(address, this.path);
	}

	PushgatewayOptions options(List<PushRequestCustomizer> customizers) {
		Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		all.putAll(this.headers);
		String authorization = this.auth.header();
		if (authorization != null && all.put("Authorization", authorization) != null) {
			throw new MetricDefinitionException(
					"fennel.push.auth is set, and fennel.push.headers has an Authorization too",
					"Take one of them out");
		}
		return new PushgatewayOptions(all, this.gzip, this.followRedirects, this.timeout, customizers);
	}

	/**
	 * The name of the bundle, null for none.
	 * @throws MetricDefinitionException if there is one, but connections are not secured
	 */
	@Nullable String bundleFor(PushUrl url) {
		if (this.sslBundle != null && !"https".equalsIgnoreCase(url.uri().getScheme())) {
			throw new MetricDefinitionException(
					"fennel.push.ssl-bundle is set, but fennel.push.address is no URL of https",
					"Let the address begin with https://, or take the bundle out");
		}
		return this.sslBundle;
	}

	private Map<String, String> key() {
		Map<String, String> key = new HashMap<>(this.groupingKey);
		if (this.groupByInstance) {
			key.putIfAbsent("instance", OwnHost.of("", ""));
		}
		return key;
	}

	@Override
	public String toString() {
		return "PushProperties";
	}

	/**
	 * What is sent to be let in: a name and a password, or a token.
	 *
	 * @param username Name that is sent, with the password.
	 * @param password Password that is sent, with the name.
	 * @param token Bearer token that is sent, in place of name and password.
	 */
	public record Auth(@Nullable String username, @Nullable String password, @Nullable String token) {

		/**
		 * Creates the properties.
		 */
		public Auth {
			AuthRules.check("fennel.push.auth", username, password, token);
		}

		@Nullable String header() {
			if (this.username != null) {
				return "Basic " + Base64.getEncoder()
					.encodeToString((this.username + ":" + this.password).getBytes(StandardCharsets.UTF_8));
			}
			return (this.token != null) ? "Bearer " + this.token : null;
		}

		@Override
		public String toString() {
			return "Auth";
		}

	}

}
