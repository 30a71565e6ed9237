package dev.fennel.autoconfigure.exporter;

import java.util.List;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.ServedPage;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointProperties;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.exporter.MetricsServerOptions;
import dev.fennel.exporter.MetricsServerStartedEvent;
import dev.fennel.exporter.MetricsSite;
import dev.fennel.exporter.PortRange;
import dev.fennel.exporter.ServerTls;
import dev.fennel.exposition.Exposition;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * A port of its own for the metrics.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { MetricsEndpointAutoConfiguration.class, SslAutoConfiguration.class })
@ConditionalOnBean(Exposition.class)
@ConditionalOnFeature("exporter")
@EnableConfigurationProperties(MetricsServerProperties.class)
public final class MetricsServerAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	MetricsSite fennelMetricsSite(Exposition exposition, MetricsServerProperties properties,
			MetricsEndpointProperties endpoint, ObjectProvider<ServedPage> pages) {
		return new MetricsSite(exposition, (properties.path() != null) ? properties.path() : endpoint.path(),
				properties.auth().or(endpoint.token()), pages.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	MetricsServer fennelMetricsServer(MetricsSite site, MetricsServerProperties properties, MetricFactory metrics,
			ObjectProvider<SslBundles> bundles, ApplicationContext context) {
		refusePortOfTheApplication(properties.ports(), context.getEnvironment());
		Failures failures = new Failures(metrics, "exporter");
		MetricsServerOptions options = new MetricsServerOptions(properties.address(), properties.ports(),
				properties.threads(), properties.readTimeout(), tls(properties, bundles, failures));
		return new MetricsServer(options, site, failures,
				(server) -> context.publishEvent(new MetricsServerStartedEvent(server)));
	}

	/**
	 * The application's server would be the one to fail, and would not say why.
	 */
	private static void refusePortOfTheApplication(PortRange ports, Environment environment) {
		for (String property : List.of("server.port", "management.server.port")) {
			int taken = environment.getProperty(property, Integer.class, 0);
			if (taken > 0 && ports.first() <= taken && taken <= ports.last()) {
				throw new MetricDefinitionException(
						"%s is %d, which %s %s has too".formatted(property, taken,
								ports.required() ? "fennel.exporter.port" : "fennel.exporter.port-range", ports),
						"Set other ports");
			}
		}
	}

	private static @Nullable ServerTls tls(MetricsServerProperties properties, ObjectProvider<SslBundles> bundles,
			Failures failures) {
		String name = properties.sslBundle();
		if (name == null) {
			return null;
		}
		SslBundles all = bundles.getObject();
		try {
			ServerTls tls = new ServerTls(name, all.getBundle(name), properties.clientAuth());
			all.addBundleUpdateHandler(name, (bundle) -> failures
				.guard("take over a changed SSL bundle, and keeps the one before", () -> tls.replace(bundle)));
			return tls;
		}
		catch (NoSuchSslBundleException ex) {
			throw new MetricDefinitionException(
					"There is no SSL bundle '%s' of fennel.exporter.ssl-bundle".formatted(name),
					"Set the properties of the bundle below spring.ssl.bundle, or name another bundle");
		}
	}

}
