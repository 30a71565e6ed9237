package dev.fennel.exposition;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.stream.Stream;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * All that the client makes the names in the lines of a family and its head of.
 *
 * @param type the type of the family
 * @param gauge whether it is a histogram of gauges
 * @param metadata its metadata
 */
record FamilyName(Class<?> type, boolean gauge, MetricMetadata metadata) {

	/** Names that newer clients keep beside the name. */
	private static final MethodHandle[] FURTHER = Stream.of("getOriginalName", "getExpositionBaseName")
		.flatMap(FamilyName::accessor)
		.toArray(MethodHandle[]::new);

	static FamilyName of(MetricSnapshot family) {
		return new FamilyName(family.getClass(), isGauge(family), family.getMetadata());
	}

	boolean isThatOf(MetricSnapshot family) {
		return this.type == family.getClass() && this.gauge == isGauge(family)
				&& isSame(this.metadata, family.getMetadata());
	}

	private static boolean isGauge(MetricSnapshot family) {
		return family instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram();
	}

	private static boolean isSame(MetricMetadata first, MetricMetadata second) {
		return first == second
				|| (first.getName().equals(second.getName()) && Objects.equals(first.getHelp(), second.getHelp())
						&& Objects.equals(first.getUnit(), second.getUnit()) && haveSameFurther(first, second));
	}

	private static boolean haveSameFurther(MetricMetadata first, MetricMetadata second) {
		try {
			for (MethodHandle accessor : FURTHER) {
				if (!((String) accessor.invokeExact(first)).equals((String) accessor.invokeExact(second))) {
					return false;
				}
			}
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	private static Stream<MethodHandle> accessor(String name) {
		try {
			return Stream.of(MethodHandles.publicLookup()
				.findVirtual(MetricMetadata.class, name, MethodType.methodType(String.class)));
		}
		catch (ReflectiveOperationException ex) {
			return Stream.empty();
		}
	}

}
