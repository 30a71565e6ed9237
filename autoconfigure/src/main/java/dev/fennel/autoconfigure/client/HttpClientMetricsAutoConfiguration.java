package dev.fennel.autoconfigure.client;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.Measuring;
import dev.fennel.client.HttpClientMetrics;
import dev.fennel.client.MeteredRestClients;
import dev.fennel.client.MeteredWebClients;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Requests that the application sends, measured where its clients hand them to the
 * library that sends them. Without any client, nothing is made.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnClass(ClientHttpRequestFactory.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("http-client")
@EnableConfigurationProperties(HttpClientMetricsProperties.class)
@ImportRuntimeHints(HttpClientHints.class)
public final class HttpClientMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	HttpClientMetrics fennelHttpClientMetrics(MetricFactory metrics, HttpClientMetricsProperties properties) {
		return new HttpClientMetrics(metrics, properties.buckets().stream().mapToDouble(Double::doubleValue).toArray());
	}

	/**
	 * Clients that block.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClient.class)
	static class RestClientConfiguration implements AopInfrastructureBean {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		MeteredRestClients fennelMeteredRestClients(HttpClientMetrics metrics) {
			return new MeteredRestClients(metrics);
		}

		@Bean
		@Lazy
		RestTemplateMetering fennelRestTemplateMetering(MeteredRestClients clients) {
			return new RestTemplateMetering(clients);
		}

		@Bean
		static RestClientBeanPostProcessor fennelRestClientBeanPostProcessor(ObjectProvider<MeteredRestClients> clients,
				ObjectProvider<RestTemplateMetering> templates, ObjectProvider<Measuring> measuring) {
			return new RestClientBeanPostProcessor(clients, templates, measuring);
		}

	}

	/**
	 * Clients that do not block.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClient.class)
	static class WebClientConfiguration implements AopInfrastructureBean {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		MeteredWebClients fennelMeteredWebClients(HttpClientMetrics metrics) {
			return new MeteredWebClients(metrics);
		}

		@Bean
		static WebClientBeanPostProcessor fennelWebClientBeanPostProcessor(ObjectProvider<MeteredWebClients> clients,
				ObjectProvider<Measuring> measuring) {
			return new WebClientBeanPostProcessor(clients, measuring);
		}

	}

	/**
	 * Groups of HTTP interface clients that block, from Spring 7 on.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = HttpServiceGroups.REST_CLIENT)
	static class RestClientGroupsConfiguration implements AopInfrastructureBean {

		@Bean
		static HttpServiceGroups fennelRestClientGroups(ObjectProvider<MeteredRestClients> clients) {
			return new HttpServiceGroups(HttpServiceGroups.REST_CLIENT,
					(builder) -> clients.getObject().meterInPlace((RestClient.Builder) builder));
		}

	}

	/**
	 * Groups of HTTP interface clients that do not block, from Spring 7 on.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(value = WebClient.class, name = HttpServiceGroups.WEB_CLIENT)
	static class WebClientGroupsConfiguration implements AopInfrastructureBean {

		@Bean
		static HttpServiceGroups fennelWebClientGroups(ObjectProvider<MeteredWebClients> clients) {
			return new HttpServiceGroups(HttpServiceGroups.WEB_CLIENT,
					(builder) -> clients.getObject().meterInPlace((WebClient.Builder) builder));
		}

	}

}
