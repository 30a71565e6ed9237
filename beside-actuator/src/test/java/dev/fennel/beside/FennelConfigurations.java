package dev.fennel.beside;

import java.util.List;

import dev.fennel.autoconfigure.FennelAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Fennel's auto-configurations.
 */
final class FennelConfigurations {

	/** Those that find nothing to do here, or do nothing unless they are asked to. */
	static final List<String> WITHOUT_WORK = List.of("dev.fennel.autoconfigure.batch.BatchJobsAutoConfiguration",
			"dev.fennel.autoconfigure.discovery.DiscoveryAutoConfiguration",
			"dev.fennel.autoconfigure.exporter.MetricsServerAutoConfiguration",
			"dev.fennel.autoconfigure.messaging.MessagingMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.migration.MigrationMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.multiprocess.MultiprocessAutoConfiguration",
			"dev.fennel.autoconfigure.orm.OrmMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.push.PushAutoConfiguration");

	private FennelConfigurations() {
	}

	/**
	 * All of them, as Boot finds them.
	 */
	static List<String> names() {
		return ImportCandidates.load(AutoConfiguration.class, FennelConfigurations.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.fennel."))
			.toList();
	}

	/**
	 * Those that have something to do here.
	 */
	static String[] withWork() {
		return names().stream().filter((name) -> !WITHOUT_WORK.contains(name)).toArray(String[]::new);
	}

	/**
	 * What the first of them comes after.
	 */
	static List<String> predecessors() {
		return List.of(MergedAnnotations.from(FennelAutoConfiguration.class)
			.get(AutoConfiguration.class)
			.getStringArray("afterName"));
	}

}
