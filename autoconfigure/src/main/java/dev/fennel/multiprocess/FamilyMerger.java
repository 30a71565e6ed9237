package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.fennel.multiprocess.PageMerger.Part;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * Makes one family of those of several processes, by the rules of one of them.
 */
final class FamilyMerger {

	private static final String PROCESS = "process";

	private static final String EXPORTED = "exported_";

	private final PublishedFamily rules;

	private final List<Part> parts;

	FamilyMerger(PublishedFamily rules, List<Part> parts) {
		this.rules = rules;
		this.parts = parts;
	}

	MetricSnapshot merge() {
		return switch (MergeRule.of(this.rules)) {
			case SUM -> sum();
			case REDUCE -> reduce();
			case PER_PROCESS -> perProcess(PointTypes.of(this.rules.snapshot()));
		};
	}

	private MetricSnapshot sum() {
		List<MetricSnapshot> summands = new ArrayList<>();
		for (Part part : this.parts) {
			if (part.source().alive() || part.source().process() == null) {
				summands.add(part.family().snapshot());
			}
		}
		MetricSnapshot sum = Series.sum(PointTypes.of(this.rules.snapshot()), metadata(), summands);
		return (sum instanceof SummarySnapshot summary) ? withQuantiles(summary) : sum;
	}

	private MetricSnapshot withQuantiles(SummarySnapshot sum) {
		List<SummaryDataPointSnapshot> points = new ArrayList<>(SummaryPoints.withoutQuantiles(sum).getDataPoints());
		for (Part part : newestFirst()) {
			String process = part.source().process();
			if (process != null) {
				SummaryPoints.quantilesOf((SummarySnapshot) part.family().snapshot())
					.getDataPoints()
					.stream()
					.map((point) -> SummaryPoints.quantilesOf(point, withProcess(point.getLabels(), process)))
					.forEach(points::add);
			}
		}
		return new SummarySnapshot(metadata(), distinct(points));
	}

	private MetricSnapshot reduce() {
		List<MetricSnapshot> counted = this.parts.stream()
			.filter((part) -> part.source().alive() || !this.rules.mode().isLive())
			.map((part) -> part.family().snapshot())
			.toList();
		GaugeSnapshot reduced = (GaugeSnapshot) Series.reduce(this.rules.mode(), metadata(), counted);
		return this.rules.mode().isMostRecent() ? withoutTimes(reduced) : reduced;
	}

	/** When the value changed, which is not when it was read. */
	private GaugeSnapshot withoutTimes(GaugeSnapshot family) {
		return new GaugeSnapshot(metadata(), family.getDataPoints()
			.stream()
			.map((point) -> new GaugeDataPointSnapshot(point.getValue(), point.getLabels(), point.getExemplar()))
			.toList());
	}

	private <P extends DataPointSnapshot> MetricSnapshot perProcess(PointType<P> type) {
		List<P> points = new ArrayList<>();
		for (Part part : newestFirst()) {
			String process = part.source().process();
			if (process != null) {
				type.points(part.family().snapshot())
					.forEach((point) -> points.add(type.withLabels(point, withProcess(point.getLabels(), process))));
			}
		}
		return type.family(metadata(), distinct(points));
	}

	/**
	 * The living before the dead, since a process that has started again has its name.
	 */
	private List<Part> newestFirst() {
		return this.parts.stream()
			.sorted(Comparator.comparing((Part part) -> !part.source().alive())
				.thenComparing((part) -> -part.family().definedAt()))
			.toList();
	}

	private static <P extends DataPointSnapshot> List<P> distinct(List<P> points) {
		Set<Labels> seen = new HashSet<>();
		return points.stream().filter((point) -> seen.add(point.getLabels())).toList();
	}

	private static Labels withProcess(Labels labels, String process) {
		Labels.Builder builder = Labels.builder().label(PROCESS, process);
		for (Label label : labels) {
			builder.label(label.getName().equals(PROCESS) ? freeName(labels) : label.getName(), label.getValue());
		}
		return builder.build();
	}

	/** Prometheus too makes room for a label that it needs the name of. */
	private static String freeName(Labels labels) {
		String name = EXPORTED + PROCESS;
		while (labels.contains(name)) {
			name = EXPORTED + name;
		}
		return name;
	}

	private MetricMetadata metadata() {
		return this.rules.snapshot().getMetadata();
	}

}
