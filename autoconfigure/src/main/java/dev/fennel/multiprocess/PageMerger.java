package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.fennel.SampleNames;
import dev.fennel.SnapshotMerger;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Makes one page of what several processes give to it. Where they do not agree, the one
 * counts that started last.
 */
final class PageMerger {

	/** The dead have nothing to say to the living. */
	private static final Comparator<Part> NEWEST_LAST = Comparator.comparing((Part part) -> part.source().alive())
		.thenComparingLong((part) -> part.family().definedAt());

	private final List<Complaint> complaints = new ArrayList<>();

	private final Set<String> disputed = new TreeSet<>();

	private final Map<String, List<Part>> parts = new LinkedHashMap<>();

	void add(Contribution contribution) {
		contribution.families()
			.forEach((name, family) -> this.parts.computeIfAbsent(name, (key) -> new ArrayList<>())
				.add(new Part(contribution, family)));
	}

	MetricSnapshots build() {
		SnapshotMerger page = new SnapshotMerger(true);
		this.parts.values().forEach((family) -> add(page, family));
		return page.build();
	}

	/** What is not on the page. */
	List<Complaint> complaints() {
		return this.complaints;
	}

	/** The families of which processes have different help texts or modes. */
	Set<String> disputed() {
		return this.disputed;
	}

	private void add(SnapshotMerger page, List<Part> parts) {
		Part newest = newest(parts);
		MetricSnapshot merged;
		try {
			merged = new FamilyMerger(newest.family(), agreeing(parts, newest)).merge();
		}
		catch (RuntimeException ex) {
			this.complaints.add(new Complaint(newest.source().description(),
					"its '%s' cannot be merged".formatted(newest.family().name()), ex));
			return;
		}
		if (!merged.getDataPoints().isEmpty() && !page.add(merged)) {
			complain(newest, "has a name of another family on the page");
		}
	}

	private static Part newest(List<Part> parts) {
		Part newest = parts.get(0);
		for (Part part : parts) {
			if (NEWEST_LAST.compare(part, newest) > 0) {
				newest = part;
			}
		}
		return newest;
	}

	private List<Part> agreeing(List<Part> parts, Part newest) {
		if (parts.size() == 1) {
			return parts;
		}
		Agreement agreement = Agreement.of(newest.family().snapshot());
		List<Part> agreeing = new ArrayList<>(parts.size());
		for (Part part : parts) {
			if (agreement.allows(part.family().snapshot())) {
				agreeing.add(part);
				compareRules(part, newest);
			}
			else {
				complain(part, "has another type or other labels than that of a process that started later");
			}
		}
		return agreeing;
	}

	private void compareRules(Part part, Part newest) {
		PublishedFamily rules = newest.family();
		PublishedFamily other = part.family();
		if (other.mode() != rules.mode() || !Objects.equals(other.snapshot().getMetadata().getHelp(),
				rules.snapshot().getMetadata().getHelp())) {
			this.disputed.add(SampleNames.pageName(rules.snapshot()));
		}
	}

	private void complain(Part part, String reason) {
		String family = SampleNames.pageName(part.family().snapshot());
		this.complaints.add(new Complaint(part.source().description(), "its '%s' %s".formatted(family, reason), null));
	}

	/**
	 * A family of one process.
	 */
	record Part(Contribution source, PublishedFamily family) {
	}

}
