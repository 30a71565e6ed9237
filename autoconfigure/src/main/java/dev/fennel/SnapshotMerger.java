package dev.fennel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/**
 * Puts families of several sources on one page, of which no name may stand for two
 * things. Families that agree are shown once with the series of both, of equal labels the
 * first; one that does not agree, or that has a sample name of another, is refused.
 *
 * @since 0.1.0
 */
public final class SnapshotMerger {

	private final Map<String, CollectedFamily> families = new LinkedHashMap<>();

	private final Set<String> sampleNames = new HashSet<>();

	private final boolean sameLabelNames;

	/**
	 * Creates a merger.
	 * @param sameLabelNames whether families must have the same label names to agree, or
	 * the same type only
	 */
	public SnapshotMerger(boolean sameLabelNames) {
		this.sameLabelNames = sameLabelNames;
	}

	/**
	 * Adds a family.
	 * @param snapshot the family
	 * @return whether it is on the page, and not refused
	 */
	public boolean add(MetricSnapshot snapshot) {
		return add(CollectedFamily.of(snapshot));
	}

	/**
	 * Adds a family.
	 * @param family the family
	 * @return whether it is on the page, and not refused
	 */
	public boolean add(CollectedFamily family) {
		CollectedFamily existing = this.families.get(family.name());
		if (existing == null) {
			return addNew(family);
		}
		if (agree(existing, family)) {
			this.families.put(family.name(), CollectedFamily.of(union(existing.snapshot(), family.snapshot())));
			return true;
		}
		return false;
	}

	private boolean addNew(CollectedFamily family) {
		List<String> samples = SampleNames.of(family.kind());
		if (samples.stream().anyMatch(this.sampleNames::contains)) {
			return false;
		}
		this.sampleNames.addAll(samples);
		this.families.put(family.name(), family);
		return true;
	}

	/**
	 * Returns the families added so far.
	 * @return the families, each name once
	 */
	public Collection<CollectedFamily> families() {
		return this.families.values();
	}

	/**
	 * Returns the page.
	 * @return all families, in the order of their names
	 */
	public List<CollectedFamily> page() {
		return this.families.values().stream().sorted(Comparator.comparing(CollectedFamily::name)).toList();
	}

	/**
	 * Builds the page of snapshots.
	 * @return all families, in the order of their names
	 */
	public MetricSnapshots build() {
		return new MetricSnapshots(this.families.values().stream().map(CollectedFamily::snapshot).toList());
	}

	private boolean agree(CollectedFamily first, CollectedFamily second) {
		return first.kind().getClass() == second.kind().getClass()
				&& isGaugeHistogram(first.kind()) == isGaugeHistogram(second.kind())
				&& (!this.sameLabelNames || haveSameLabelNames(first, second));
	}

	private static boolean isGaugeHistogram(MetricSnapshot snapshot) {
		return snapshot instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram();
	}

	private static boolean haveSameLabelNames(CollectedFamily first, CollectedFamily second) {
		return first.size() == 0 || second.size() == 0
				|| labelNames(first.labels(0)).equals(labelNames(second.labels(0)));
	}

	private static List<String> labelNames(Labels labels) {
		return labels.stream().map((label) -> label.getName()).toList();
	}

	private static MetricSnapshot union(MetricSnapshot first, MetricSnapshot second) {
		if (first instanceof CounterSnapshot a && second instanceof CounterSnapshot b) {
			return new CounterSnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof GaugeSnapshot a && second instanceof GaugeSnapshot b) {
			return new GaugeSnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof HistogramSnapshot a && second instanceof HistogramSnapshot b) {
			return new HistogramSnapshot(a.isGaugeHistogram(), a.getMetadata(),
					union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof SummarySnapshot a && second instanceof SummarySnapshot b) {
			return new SummarySnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof InfoSnapshot a && second instanceof InfoSnapshot b) {
			return new InfoSnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof StateSetSnapshot a && second instanceof StateSetSnapshot b) {
			return new StateSetSnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		if (first instanceof UnknownSnapshot a && second instanceof UnknownSnapshot b) {
			return new UnknownSnapshot(a.getMetadata(), union(a.getDataPoints(), b.getDataPoints()));
		}
		return first;
	}

	private static <P extends DataPointSnapshot> List<P> union(List<P> first, List<P> second) {
		Set<Labels> seen = new HashSet<>();
		List<P> result = new ArrayList<>(first.size() + second.size());
		Stream.concat(first.stream(), second.stream())
			.filter((point) -> seen.add(point.getLabels()))
			.forEach(result::add);
		return result;
	}

}
