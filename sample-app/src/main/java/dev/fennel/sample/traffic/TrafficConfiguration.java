package dev.fennel.sample.traffic;

import dev.fennel.sample.BookshopAddress;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Visitors, where they are asked for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrafficProperties.class)
class TrafficConfiguration {

	@Bean
	@ConditionalOnProperty("bookshop.traffic.enabled")
	TrafficDriver trafficDriver(TrafficProperties properties, BookshopAddress address) {
		return new TrafficDriver(properties.requestsPerSecond(), address::of);
	}

}
