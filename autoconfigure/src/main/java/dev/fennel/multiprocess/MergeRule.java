package dev.fennel.multiprocess;

import dev.fennel.GaugeMode;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * How the families of several processes become one.
 */
enum MergeRule {

	/** Their values add up, those of the dead too. */
	SUM,

	/** One of their values, or their sum, stands for all. */
	REDUCE,

	/** Each has a series of its own. */
	PER_PROCESS;

	static MergeRule of(PublishedFamily family) {
		if (isOfTheProcess(family.name())) {
			return PER_PROCESS;
		}
		if (PointTypes.of(family.snapshot()).isCumulative()) {
			return SUM;
		}
		boolean reduced = family.snapshot() instanceof GaugeSnapshot && !family.mode().isPerProcess();
		return reduced ? REDUCE : PER_PROCESS;
	}

	/**
	 * Whether the series of a process are shown for a while after it has ended.
	 */
	static boolean outlives(PublishedFamily family) {
		MetricSnapshot snapshot = family.snapshot();
		return isOfTheProcess(family.name()) || snapshot instanceof InfoSnapshot
				|| (snapshot instanceof GaugeSnapshot && family.mode() == GaugeMode.ALL);
	}

	/**
	 * Whether a family is about the JVM or the process itself. Of names that begin with
	 * {@code process_} only counters of the processor's time: a gauge has its mode, and
	 * an application may count processes of its own.
	 */
	private static boolean isOfTheProcess(String name) {
		return name.startsWith("jvm_") || name.startsWith("process_cpu_");
	}

}
