package dev.fennel.process;

import java.util.Map;

import dev.fennel.MetricFactory;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The family that says what the application is.
 *
 * @since 0.1.0
 */
public final class ApplicationMetrics implements AopInfrastructureBean {

	/**
	 * Creates the family.
	 * @param metrics makes it
	 * @param description what the application is
	 */
	public ApplicationMetrics(MetricFactory metrics, ApplicationDescription description) {
		metrics.readInfo("application_info")
			.help("What the application is, and the id of its process")
			.labels("name", "version", "spring_boot_version", "git_commit")
			.register()
			.labelValues(description.name(), description.version(), description.springBootVersion(),
					description.gitCommit())
			.readFrom(() -> Map.of("pid", Long.toString(ProcessHandle.current().pid())));
	}

}
