package dev.fennel.autoconfigure.push;

import java.util.List;

import dev.fennel.Failures;
import dev.fennel.Jobs;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.exposition.Exposition;
import dev.fennel.push.MetricsPusher;
import dev.fennel.push.PushPlan;
import dev.fennel.push.PushRequestCustomizer;
import dev.fennel.push.PushTarget;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What is pushed: to a Pushgateway, into a file, to Graphite.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { MetricsEndpointAutoConfiguration.class, SslAutoConfiguration.class })
@ConditionalOnBean(Exposition.class)
@Conditional(OnAnyPushCondition.class)
public final class PushAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@ConditionalOnMissingBean
	MetricsPusher fennelMetricsPusher(Exposition exposition, ObjectProvider<PushPlans> plans, MetricFactory metrics,
			ObjectProvider<Jobs> jobs) {
		List<PushPlan> all = plans.orderedStream().flatMap((each) -> each.get().stream()).toList();
		return new MetricsPusher(exposition, all, metrics, () -> jobs.ifUnique(Jobs::cutOff));
	}

	@Bean
	PushAtJobEnds fennelPushAtJobEnds(ObjectProvider<MetricsPusher> pusher) {
		return new PushAtJobEnds(pusher);
	}

	private static String applicationName(Environment environment) {
		return environment.getProperty("spring.application.name", "application");
	}

	/**
	 * A Pushgateway, and the targets of the application's own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFeature("push")
	@EnableConfigurationProperties(PushProperties.class)
	static class GatewayConfiguration implements AopInfrastructureBean {

		@Bean
		PushPlans fennelGatewayPlans(PushProperties properties, ObjectProvider<PushTarget> targets,
				ObjectProvider<PushRequestCustomizer> customizers, ObjectProvider<SslBundles> bundles,
				MetricFactory metrics, Environment environment) {
			return new GatewayPlans(properties, GatewayPlans.gateway(properties, applicationName(environment),
					customizers.orderedStream().toList(), bundles, new Failures(metrics, "push")), targets);
		}

	}

	/**
	 * A file.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFeature("textfile")
	@EnableConfigurationProperties(TextFileProperties.class)
	static class TextFileConfiguration implements AopInfrastructureBean {

		@Bean
		PushPlans fennelTextFilePlans(TextFileProperties properties) {
			return () -> List.of(properties.plan());
		}

	}

	/**
	 * Graphite.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFeature("graphite")
	@EnableConfigurationProperties(GraphiteProperties.class)
	static class GraphiteConfiguration implements AopInfrastructureBean {

		@Bean
		PushPlans fennelGraphitePlans(GraphiteProperties properties) {
			return () -> List.of(properties.plan());
		}

	}

}
