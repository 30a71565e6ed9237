package dev.fennel.autoconfigure.exposition;

import java.time.Duration;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The metrics page on the application's own port.
 *
 * @param enabled Whether the page is served on the application's port.
 * @param path Path of the page of all registries, within the application. Below it each
 * registry has a page of its own.
 * @param token Bearer token that clients must send.
 * @param createdSeries Whether _created series are shown.
 * @param includeDefaultRegistry Whether the static default registry of the Prometheus
 * client is shown too.
 * @param collectorTimeout How long a collector of others may take before it is left out
 * of a page.
 * @param registryTimeout How long a registry that is not Fennel's may take before it is
 * left out of a page.
 * @param writerCache How much memory may be taken by what does not change between pages.
 * With 0 the client's own writers write all pages.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.endpoint")
public record MetricsEndpointProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/metrics") String path,
		@Nullable String token, @DefaultValue("false") boolean createdSeries,
		@DefaultValue("true") boolean includeDefaultRegistry, @DefaultValue("500ms") Duration collectorTimeout,
		@DefaultValue("5s") Duration registryTimeout,
		@DefaultValue("32MB") DataSize writerCache) implements AopInfrastructureBean {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Creates the properties.
	 */
	public MetricsEndpointProperties {
		if (!path.startsWith("/") || path.endsWith("/")) {
			throw new MetricDefinitionException("fennel.endpoint.path is '%s'".formatted(path),
					"Start it with '/', add a name, and do not end it with '/'");
		}
		if (token != null && token.isBlank()) {
			throw new MetricDefinitionException("fennel.endpoint.token is blank",
					"Set a token, or take the property out to serve the page to everybody");
		}
		requirePositive("fennel.endpoint.collector-timeout", collectorTimeout);
		requirePositive("fennel.endpoint.registry-timeout", registryTimeout);
		if (writerCache.isNegative()) {
			throw new MetricDefinitionException(
					"fennel.endpoint.writer-cache is %d bytes".formatted(writerCache.toBytes()),
					"Set a size such as 32MB, or 0 to let the client's own writers write all pages");
		}
	}

	private static void requirePositive(String property, Duration timeout) {
		if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
			throw new MetricDefinitionException("%s is %d ms".formatted(property, timeout.toMillis()),
					"Set a positive duration such as 500ms, a day at most");
		}
	}

	@Override
	public String toString() {
		return "MetricsEndpointProperties[path=" + this.path + "]";
	}

}
