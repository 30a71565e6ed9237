package dev.fennel.autoconfigure.process;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.process.ApplicationMetrics;
import dev.fennel.process.CertificateMetrics;
import dev.fennel.process.JettyStatus;
import dev.fennel.process.PidFiles;
import dev.fennel.process.RuntimeCollector;
import dev.fennel.process.StartupMetrics;
import dev.fennel.process.TomcatStatus;
import dev.fennel.process.VirtualThreadCollector;
import dev.fennel.process.WebServerMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import jdk.jfr.consumer.RecordingStream;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnJava;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.system.JavaVersion;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * The process and its runtime, its web server, its certificates, and what the application
 * is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("process")
@EnableConfigurationProperties(ProcessMetricsProperties.class)
public final class ProcessMetricsAutoConfiguration implements AopInfrastructureBean {

	private static final String PREFIX = "fennel.process";

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(prefix = PREFIX, name = "info", matchIfMissing = true)
	ApplicationMetrics fennelApplicationMetrics(MetricFactory metrics, ObjectProvider<BuildProperties> build,
			ObjectProvider<GitProperties> git, Environment environment) {
		return new ApplicationMetrics(metrics, Descriptions.of(build.getIfUnique(), git.getIfUnique(), environment));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(prefix = PREFIX, name = "startup", matchIfMissing = true)
	StartupMetrics fennelStartupMetrics(MetricFactory metrics, ApplicationContext context) {
		return new StartupMetrics(metrics, context);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(prefix = PREFIX, name = "tls", matchIfMissing = true)
	CertificateMetrics fennelCertificateMetrics(MetricFactory metrics) {
		return new CertificateMetrics(metrics);
	}

	@Bean
	@ConditionalOnBean(CertificateMetrics.class)
	CertificateReader fennelCertificateReader(CertificateMetrics metrics, ObjectProvider<SslBundles> bundles,
			MetricFactory factory) {
		return new CertificateReader(metrics, bundles, factory);
	}

	@Bean
	@Conditional(OnPidFiles.class)
	@ConditionalOnMissingBean
	PidFiles fennelPidFiles(GuardedRegistry registry, ProcessMetricsProperties properties) {
		return new PidFiles(registry, properties.pidFiles());
	}

	@Bean
	static LazyInitializationExcludeFilter fennelEagerProcessBeans() {
		return LazyInitializationExcludeFilter.forBeanTypes(ApplicationMetrics.class, StartupMetrics.class,
				CertificateReader.class, WebServerLookup.class, PidFiles.class, CollectorRegistration.class,
				VirtualThreadCollector.class);
	}

	/**
	 * What the official client knows.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ProcessMetrics.class)
	static class ClientConfiguration implements AopInfrastructureBean {

		@Bean
		@ConditionalOnProperty(prefix = PREFIX, name = "resources", matchIfMissing = true)
		CollectorRegistration fennelProcessCollector(GuardedRegistry registry) {
			return new CollectorRegistration(registry, RuntimeCollector.process(), "process");
		}

		@Bean
		@ConditionalOnProperty(prefix = PREFIX, name = "jvm", matchIfMissing = true)
		CollectorRegistration fennelJvmCollector(GuardedRegistry registry) {
			return new CollectorRegistration(registry, RuntimeCollector.jvm(), "jvm");
		}

	}

	/**
	 * Virtual threads.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnJava(JavaVersion.TWENTY_ONE)
	@ConditionalOnClass(RecordingStream.class)
	@Conditional(OnVirtualThreads.class)
	static class VirtualThreadConfiguration implements AopInfrastructureBean {

		@Bean
		@ConditionalOnMissingBean
		VirtualThreadCollector fennelVirtualThreadCollector(GuardedRegistry registry, MetricFactory metrics) {
			return new VirtualThreadCollector(registry, metrics);
		}

	}

	/**
	 * The web server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnProperty(prefix = PREFIX, name = "web-server", matchIfMissing = true)
	@ImportRuntimeHints(WebServerHints.class)
	static class WebServerConfiguration implements AopInfrastructureBean {

		@Bean
		@ConditionalOnMissingBean
		WebServerMetrics fennelWebServerMetrics(MetricFactory metrics) {
			return new WebServerMetrics(metrics);
		}

		/**
		 * Tomcat.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Tomcat.class)
		static class TomcatConfiguration implements AopInfrastructureBean {

			@Bean
			WebServerLookup fennelTomcatLookup(WebServerMetrics metrics, ApplicationContext context,
					MetricFactory factory) {
				return new WebServerLookup(metrics, context, "getTomcat",
						(server) -> (server instanceof Tomcat tomcat) ? new TomcatStatus(tomcat) : null, factory);
			}

		}

		/**
		 * Jetty.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Server.class)
		static class JettyConfiguration implements AopInfrastructureBean {

			@Bean
			WebServerLookup fennelJettyLookup(WebServerMetrics metrics, ApplicationContext context,
					MetricFactory factory) {
				return new WebServerLookup(metrics, context, "getServer",
						(server) -> (server instanceof Server jetty) ? new JettyStatus(jetty) : null, factory);
			}

		}

	}

}
