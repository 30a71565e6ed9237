package dev.fennel.autoconfigure.discovery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fennel.MetricDefinitionException;
import dev.fennel.discovery.ConsulOptions;
import dev.fennel.discovery.ConsulRegistrar;
import dev.fennel.discovery.FileRegistrar;
import dev.fennel.discovery.ServiceRegistrar;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How scrapers find the metrics.
 *
 * @param enabled Whether this process is registered.
 * @param host Host name or address by which others reach this process; without, the
 * address that the metrics are served on, or the first of this host that is not its
 * loopback address.
 * @param refresh Time between two looks whether a registration still holds.
 * @param consul Registration with a Consul agent, which one of its properties switches
 * on.
 * @param file Registration by a file for Prometheus, which one of its properties switches
 * on.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.discovery")
public record DiscoveryProperties(@DefaultValue("false") boolean enabled, @DefaultValue("") String host,
		@DefaultValue("30s") Duration refresh, @Nullable Consul consul,
		@Nullable File file) implements AopInfrastructureBean {

	List<ServiceRegistrar> registrars() {
		List<ServiceRegistrar> registrars = new ArrayList<>();
		if (this.consul != null) {
			registrars.add(new ConsulRegistrar(this.consul.options()));
		}
		if (this.file != null) {
			registrars.add(new FileRegistrar(this.file.required(), this.file.labels()));
		}
		return registrars;
	}

	@Override
	public String toString() {
		return "DiscoveryProperties";
	}

	/**
	 * Registration with a Consul agent.
	 *
	 * @param address URL of the agent.
	 * @param name Name of the service; that of the application without.
	 * @param id ID of the service; name, host and port, joined by hyphens, without.
	 * @param tags Tags of the service.
	 * @param token ACL token.
	 * @param checkInterval Time between two checks of the agent.
	 * @param tlsSkipVerify Whether the agent's check takes any certificate.
	 * @param deregister Whether the registration is taken back at the stop.
	 * @param failFast Whether the application must not start without being registered.
	 */
	public record Consul(@DefaultValue("http://127.0.0.1:8500") String address, @Nullable String name,
			@Nullable String id, @DefaultValue List<String> tags, @Nullable String token,
			@DefaultValue("10s") Duration checkInterval, @DefaultValue("false") boolean tlsSkipVerify,
			@DefaultValue("true") boolean deregister, @DefaultValue("false") boolean failFast) {

		ConsulOptions options() {
			return new ConsulOptions(url(), text(this.name), text(this.id), this.tags, text(this.token),
					new ConsulOptions.Check(this.checkInterval, this.tlsSkipVerify), this.deregister, this.failFast);
		}

		private URI url() {
			try {
				return URI.create(this.address.contains("://") ? this.address : "http://" + this.address);
			}
			catch (IllegalArgumentException ex) {
				throw new MetricDefinitionException("fennel.discovery.consul.address is not a URL of HTTP",
						"Set the URL of the agent, such as http://127.0.0.1:8500");
			}
		}

		private static @Nullable String text(@Nullable String value) {
			return StringUtils.hasText(value) ? value : null;
		}

		@Override
		public String toString() {
			return "Consul";
		}

	}

	/**
	 * Registration by a file for Prometheus.
	 *
	 * @param path File that ends in .json, else a folder in which each process has a file
	 * of its own.
	 * @param labels Labels that each series gets.
	 */
	public record File(@Nullable String path, @DefaultValue Map<String, String> labels) {

		Path required() {
			if (!StringUtils.hasText(this.path)) {
				throw new MetricDefinitionException("fennel.discovery.file.path is missing",
						"Set a file that ends in .json, or a folder");
			}
			return Path.of(this.path);
		}

	}

}
