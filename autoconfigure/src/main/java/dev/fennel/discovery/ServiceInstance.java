package dev.fennel.discovery;

import org.jspecify.annotations.Nullable;

/**
 * What scrapers find: this process, and where it serves its metrics.
 *
 * @param name the name of the service, which all its instances share
 * @param host the host name or address by which others reach it, without brackets
 * @param port the real port
 * @param scheme {@code http} or {@code https}
 * @param metricsPath the path of the page of all registries
 * @param checkPath the path that answers a GET without credentials as long as the process
 * does, null where only clients with a certificate are answered
 * @since 0.1.0
 */
public record ServiceInstance(String name, String host, int port, String scheme, String metricsPath,
		@Nullable String checkPath) {

	/**
	 * Returns what tells this instance from others: {@code <name>-<host>-<port>}.
	 * @return the id
	 */
	public String id() {
		return "%s-%s-%d".formatted(this.name, this.host, this.port);
	}

	/**
	 * Returns host and port, as Prometheus writes a target.
	 * @return the target, an IPv6 address in brackets
	 */
	public String target() {
		return (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

	/**
	 * Returns the URL that answers a GET.
	 * @return the URL, null where there is no path for that
	 */
	public @Nullable String checkUrl() {
		return (this.checkPath != null) ? this.scheme + "://" + target() + this.checkPath : null;
	}

}
