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
	 * What the first of them comes after.
	 */
	static List<String> predecessors() {
		return List.of(MergedAnnotations.from(FennelAutoConfiguration.class)
			.get(AutoConfiguration.class)
			.getStringArray("afterName"));
	}

}
