package dev.fennel.sample.dispatch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.client.RestClient;

/**
 * What dispatching needs of Spring.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
class DispatchConfiguration {

	@Bean
	RestClient courierClient() {
		return RestClient.create();
	}

}
