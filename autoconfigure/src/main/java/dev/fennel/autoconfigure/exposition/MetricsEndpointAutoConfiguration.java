package dev.fennel.autoconfigure.exposition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.MetricsController;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.exposition.SnapshotSource;
import dev.fennel.exposition.WriterOptions;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The metrics page, which all ways out share, and the path at which the application's own
 * port serves it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnClass(ExpositionFormatWriter.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature
@EnableConfigurationProperties(MetricsEndpointProperties.class)
@ImportRuntimeHints(ExpositionRuntimeHints.class)
public final class MetricsEndpointAutoConfiguration implements AopInfrastructureBean {

	private static final String DEFAULT_REGISTRY = "default";

	@Bean
	@ConditionalOnMissingBean
	RegistryReader fennelRegistryReader(GuardedRegistry own, Map<String, PrometheusRegistry> registries,
			ObjectProvider<RegistriesOfMeters> registriesOfMeters, MetricsEndpointProperties properties) {
		Map<String, PrometheusRegistry> others = new LinkedHashMap<>(new TreeMap<>(registries));
		registriesOfMeters.ifAvailable((found) -> found.byName().forEach(others::putIfAbsent));
		requireUnnamed("all", "all registries", others);
		if (properties.includeDefaultRegistry()) {
			requireUnnamed(DEFAULT_REGISTRY, "the client's static registry", others);
			others.put(DEFAULT_REGISTRY, PrometheusRegistry.defaultRegistry);
		}
		own.setCollectorTimeout(properties.collectorTimeout());
		return new RegistryReader(new ExposedRegistries(nameOf(own, registries), own, others),
				properties.registryTimeout());
	}

	@Bean
	@ConditionalOnMissingBean
	Exposition fennelExposition(RegistryReader own, ObjectProvider<SnapshotSource> exposed, MetricFactory metrics,
			MetricsEndpointProperties properties) {
		WriterOptions writer = new WriterOptions(properties.createdSeries(), properties.writerCache().toBytes());
		return new Exposition(own, exposed.getIfAvailable(), metrics, writer, properties.token());
	}

	private static void requireUnnamed(String page, String what, Map<String, PrometheusRegistry> registries) {
		PrometheusRegistry named = registries.getOrDefault(page, PrometheusRegistry.defaultRegistry);
		if (named != PrometheusRegistry.defaultRegistry) {
			throw new MetricDefinitionException(
					"The bean '%s' is a registry with the name of the page of %s".formatted(page, what),
					"Give the bean another name");
		}
	}

	private static String nameOf(GuardedRegistry own, Map<String, PrometheusRegistry> registries) {
		return registries.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == own)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse("fennelRegistry");
	}

	/**
	 * What Micrometer writes into, which need not be a bean.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PrometheusMeterRegistry.class)
	static class MicrometerConfiguration implements AopInfrastructureBean {

		@Bean
		RegistriesOfMeters fennelRegistriesOfMeters(ListableBeanFactory beanFactory) {
			return () -> {
				Map<String, PrometheusRegistry> registries = new TreeMap<>();
				beanFactory.getBeansOfType(PrometheusMeterRegistry.class, false, true)
					.forEach((name, meters) -> registries.put(name, meters.getPrometheusRegistry()));
				return registries;
			};
		}

	}

	/**
	 * The path on the application's own port, which no other page takes.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	@ConditionalOnFeature("endpoint")
	static class ControllerConfiguration implements AopInfrastructureBean {

		@Bean
		MetricsHandlerMapping fennelMetricsHandlerMapping(Exposition exposition, MetricsEndpointProperties properties,
				ListableBeanFactory beanFactory) {
			return new MetricsHandlerMapping(new MetricsController(exposition), properties.path(), beanFactory);
		}

		@Bean
		MetricsUrlLogger fennelMetricsUrlLogger(MetricsHandlerMapping mapping, ApplicationContext context) {
			return new MetricsUrlLogger(mapping, context);
		}

		@Bean
		static LazyInitializationExcludeFilter fennelEagerMetricsHandlerMapping() {
			return LazyInitializationExcludeFilter.forBeanTypes(MetricsHandlerMapping.class, MetricsUrlLogger.class);
		}

	}

	/**
	 * The other pages on the application's own port.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static class ServedPagesConfiguration implements AopInfrastructureBean {

		@Bean
		ServedPagesHandlerMapping fennelServedPagesHandlerMapping(ListableBeanFactory beanFactory) {
			return new ServedPagesHandlerMapping(beanFactory);
		}

		@Bean
		static LazyInitializationExcludeFilter fennelEagerServedPagesHandlerMapping() {
			return LazyInitializationExcludeFilter.forBeanTypes(ServedPagesHandlerMapping.class);
		}

	}

}
