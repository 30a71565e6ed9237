package dev.fennel.beside;

import java.lang.reflect.Method;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The application: a client of each kind, made as Boot's documentation says.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ClientsApplication {

	/** The builder is in another package in each generation. */
	@Bean
	RestTemplate restTemplate(@Qualifier("restTemplateBuilder") Object builder) {
		Method build = ReflectionUtils.findMethod(builder.getClass(), "build");
		Assert.state(build != null, "No builder");
		Object template = ReflectionUtils.invokeMethod(build, builder);
		Assert.state(template != null, "No template");
		return (RestTemplate) template;
	}

	@Bean
	RestClient restClient(RestClient.Builder builder) {
		return builder.build();
	}

	@Bean
	WebClient webClient(WebClient.Builder builder) {
		return builder.build();
	}

}
