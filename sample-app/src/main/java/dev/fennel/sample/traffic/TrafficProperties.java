package dev.fennel.sample.traffic;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many visitors the shop has.
 *
 * @param enabled Whether the sample visits itself.
 * @param requestsPerSecond How many requests it sends in a second, at most.
 */
@ConfigurationProperties("bookshop.traffic")
record TrafficProperties(@DefaultValue("false") boolean enabled, @DefaultValue("20") int requestsPerSecond) {

	private static final int MOST = 1000;

	TrafficProperties {
		if (requestsPerSecond < 1 || requestsPerSecond > MOST) {
			throw new IllegalArgumentException("bookshop.traffic.requests-per-second is %d, but must be from 1 to %d"
				.formatted(requestsPerSecond, MOST));
		}
	}

}
