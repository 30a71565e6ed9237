package dev.fennel.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * How to register with a Consul agent.
 *
 * @param address the URL of the agent
 * @param name the name of the service, null for that of the instance
 * @param id the id of the service, null for that of the instance
 * @param tags its tags
 * @param token the ACL token, null for none
 * @param check how the agent checks the service
 * @param deregister whether the registration is taken back at the stop
 * @param required whether the application must not start without being registered
 * @since 0.1.0
 */
public record ConsulOptions(URI address, @Nullable String name, @Nullable String id, List<String> tags,
		@Nullable String token, Check check, boolean deregister, boolean required) {

	/**
	 * Creates the options.
	 * @throws MetricDefinitionException if the address is not a URL of HTTP, or has
	 * credentials in it, or no header can hold the token
	 */
	public ConsulOptions {
		tags = List.copyOf(tags);
		if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
			throw new MetricDefinitionException("fennel.discovery.consul.address is not a URL of HTTP",
					"Set the URL of the agent, such as http://127.0.0.1:8500");
		}
		if (address.getUserInfo() != null) {
			throw new MetricDefinitionException("fennel.discovery.consul.address has a name or a password in it",
					"Take them out, and set fennel.discovery.consul.token");
		}
		if (token != null && !token.chars().allMatch((character) -> character > ' ' && character < '\u007f')) {
			throw new MetricDefinitionException(
					"fennel.discovery.consul.token has a character that cannot be sent in a header",
					"Set the token without blanks and line breaks");
		}
	}

	@Override
	public String toString() {
		return "ConsulOptions[address=" + this.address + "]";
	}

	/**
	 * How the agent checks the service.
	 *
	 * @param interval the time between two checks
	 * @param skipsVerification whether the agent takes any certificate
	 */
	public record Check(Duration interval, boolean skipsVerification) {

		/**
		 * Creates the options.
		 * @throws MetricDefinitionException if the interval is below a second, the least
		 * that Consul takes
		 */
		public Check {
			if (interval.toMillis() < 1000) {
				throw new MetricDefinitionException("fennel.discovery.consul.check-interval is %s".formatted(interval),
						"Set a second or more, such as 10s");
			}
		}

	}

}
