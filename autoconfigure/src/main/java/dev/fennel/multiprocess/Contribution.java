package dev.fennel.multiprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fennel.CollectedFamily;
import dev.fennel.SnapshotMerger;
import dev.fennel.exposition.FamilyFilter;
import org.jspecify.annotations.Nullable;

/**
 * What one process, or the dead together, give to a page.
 *
 * @param process the value of the label {@code process}, null for the dead together
 * @param alive whether the process lives
 * @param families its families by name, each of one that all its registries have
 */
record Contribution(@Nullable String process, boolean alive, Map<String, PublishedFamily> families) {

	static final String ENDED = "ended processes";

	/**
	 * What is on the page of one registry, or of all.
	 * @param registry the name of the registry, null for all
	 */
	static Contribution of(@Nullable String process, boolean alive, List<PublishedRegistry> registries,
			@Nullable String registry, FamilyFilter filter) {
		Map<String, PublishedFamily> families = new LinkedHashMap<>();
		SnapshotMerger page = new SnapshotMerger(true);
		for (PublishedRegistry each : registries) {
			if (registry == null || registry.equals(each.name())) {
				each.families()
					.stream()
					.filter((family) -> filter.accepts(family.snapshot()) && page.add(family.snapshot()))
					.forEach((family) -> families.putIfAbsent(family.name(), family));
			}
		}
		for (CollectedFamily merged : page.families()) {
			families.computeIfPresent(merged.name(), (name, family) -> family.with(merged.snapshot()));
		}
		return new Contribution(process, alive, families);
	}

	/**
	 * How it is called in the log and in {@code fennel_collector_up}.
	 */
	String description() {
		return (this.process != null) ? description(this.process) : ENDED;
	}

	static String description(String process) {
		return "process " + process;
	}

}
