package dev.fennel.autoconfigure.process;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is told of the process.
 *
 * @param enabled Whether anything is told of the process.
 * @param resources Whether its memory, CPU time and files are shown.
 * @param jvm Whether memory, garbage collection, threads and classes of the Java runtime
 * are shown.
 * @param virtualThreads Whether the flight recorder is started to count virtual threads,
 * which needs Java 21. Without, it is where spring.threads.virtual.enabled is true.
 * @param webServer Whether threads and connections of Tomcat or Jetty are shown.
 * @param startup Whether the time is shown that the application took to start.
 * @param tls Whether it is shown when the certificates of SSL bundles expire.
 * @param info Whether name, version and commit of the application are shown.
 * @param pidFiles Pid files of other processes, by what is put before the names of their
 * families.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.process")
public record ProcessMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean resources,
		@DefaultValue("true") boolean jvm, @Nullable Boolean virtualThreads, @DefaultValue("true") boolean webServer,
		@DefaultValue("true") boolean startup, @DefaultValue("true") boolean tls, @DefaultValue("true") boolean info,
		@DefaultValue Map<String, Path> pidFiles) implements AopInfrastructureBean {

	/**
	 * Creates the properties.
	 */
	public ProcessMetricsProperties {
		pidFiles = Map.copyOf(pidFiles);
	}

}
