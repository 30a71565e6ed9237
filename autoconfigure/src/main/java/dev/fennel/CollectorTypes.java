package dev.fennel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fennel.NameClaims.ClaimedFamily;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import org.jspecify.annotations.Nullable;

/**
 * Tells the names and types of a collector's families: by its class where it is one of
 * the client's, else by what it says itself, which is a name on all clients, a type from
 * 1.5 on, and a descriptor with both from 1.7 on.
 */
final class CollectorTypes {

	private static final Map<Class<?>, String> BY_CLASS = Map.of(Counter.class, "COUNTER", CounterWithCallback.class,
			"COUNTER", Gauge.class, "GAUGE", GaugeWithCallback.class, "GAUGE", Histogram.class, "HISTOGRAM",
			Summary.class, "SUMMARY", SummaryWithCallback.class, "SUMMARY", Info.class, "INFO", StateSet.class,
			"STATESET");

	private static final @Nullable Class<?> TYPE = type("registry.MetricType");

	private static final @Nullable Class<?> DESCRIPTOR = type("snapshots.MetricFamilyDescriptor");

	private static final @Nullable MethodHandle TYPE_OF = find(Collector.class, "getMetricType", TYPE);

	private static final @Nullable MethodHandle TYPE_IN = find(MultiCollector.class, "getMetricType", TYPE,
			String.class);

	private static final @Nullable MethodHandle DESCRIPTOR_OF = find(Collector.class, "getMetricFamilyDescriptor",
			DESCRIPTOR);

	private static final @Nullable MethodHandle DESCRIPTORS_OF = find(MultiCollector.class,
			"getMetricFamilyDescriptors", List.class);

	private static final @Nullable MethodHandle DESCRIBED_NAME = find(DESCRIPTOR, "getPrometheusName", String.class);

	private static final @Nullable MethodHandle DESCRIBED_TYPE = find(DESCRIPTOR, "getType", TYPE);

	private static final @Nullable MethodHandle LABELS_OF = find(Collector.class, "getLabelNames", Set.class);

	private CollectorTypes() {
	}

	/**
	 * Whether the client knows types, and with them families of one name with several
	 * label sets.
	 */
	static boolean areKnown() {
		return TYPE != null;
	}

	/**
	 * The family that a collector says it has, if it does.
	 */
	static List<ClaimedFamily> families(Collector collector) {
		if (collector instanceof SnapshotCollector<?> own) {
			return List.of(own.claim());
		}
		String type = ofClass(collector);
		Object descriptor = (type != null) ? null : invoke(DESCRIPTOR_OF, collector);
		if (descriptor != null) {
			return Stream.ofNullable(described(descriptor)).toList();
		}
		String name = prometheusName(collector);
		return (name != null) ? List.of(new ClaimedFamily(name,
				(type != null) ? type : text(invoke(TYPE_OF, collector)), labels(collector), false)) : List.of();
	}

	/**
	 * The families that a collector says it has, each once.
	 */
	static List<ClaimedFamily> families(MultiCollector collector) {
		Map<String, ClaimedFamily> families = new LinkedHashMap<>();
		for (String name : prometheusNames(collector)) {
			families.put(name, new ClaimedFamily(name, text(invoke(TYPE_IN, collector, name))));
		}
		if (invoke(DESCRIPTORS_OF, collector) instanceof List<?> descriptors) {
			descriptors.stream()
				.map(CollectorTypes::described)
				.filter(Objects::nonNull)
				.forEach((family) -> families.put(family.name(), family));
		}
		return List.copyOf(families.values());
	}

	private static @Nullable String ofClass(Collector collector) {
		for (Map.Entry<Class<?>, String> entry : BY_CLASS.entrySet()) {
			if (entry.getKey().isInstance(collector)) {
				return entry.getValue();
			}
		}
		return null;
	}

	private static @Nullable ClaimedFamily described(Object descriptor) {
		String name = text(invoke(DESCRIBED_NAME, descriptor));
		return (name != null) ? new ClaimedFamily(name, text(invoke(DESCRIBED_TYPE, descriptor))) : null;
	}

	@SuppressWarnings("deprecation") // what replaces it came after client 1.3
	private static @Nullable String prometheusName(Collector collector) {
		return collector.getPrometheusName();
	}

	@SuppressWarnings("deprecation")
	private static List<String> prometheusNames(MultiCollector collector) {
		return collector.getPrometheusNames();
	}

	private static @Nullable Set<String> labels(Collector collector) {
		return (invoke(LABELS_OF, collector) instanceof Set<?> names)
				? names.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet()) : null;
	}

	private static @Nullable String text(@Nullable Object told) {
		return (told != null) ? told.toString() : null;
	}

	private static @Nullable Object invoke(@Nullable MethodHandle method, Object... arguments) {
		try {
			return (method != null) ? method.invokeWithArguments(arguments) : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable MethodHandle find(@Nullable Class<?> target, String name, @Nullable Class<?> result,
			Class<?>... parameters) {
		if (target == null || result == null) {
			return null;
		}
		try {
			return MethodHandles.publicLookup().findVirtual(target, name, MethodType.methodType(result, parameters));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static @Nullable Class<?> type(String name) {
		try {
			return Class.forName("io.prometheus.metrics.model." + name, false, Collector.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

}
