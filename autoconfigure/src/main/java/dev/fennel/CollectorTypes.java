package dev.fennel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

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
 * Tells the type of a collector's families: by its class where it is one of the client's,
 * else by what it says itself, which collectors can from client 1.5 on.
 */
final class CollectorTypes {

	private static final Map<Class<?>, String> BY_CLASS = Map.of(Counter.class, "COUNTER", CounterWithCallback.class,
			"COUNTER", Gauge.class, "GAUGE", GaugeWithCallback.class, "GAUGE", Histogram.class, "HISTOGRAM",
			Summary.class, "SUMMARY", SummaryWithCallback.class, "SUMMARY", Info.class, "INFO", StateSet.class,
			"STATESET");

	private static final @Nullable Class<?> TYPE = type();

	private static final @Nullable MethodHandle OF_COLLECTOR = find(Collector.class);

	private static final @Nullable MethodHandle OF_MULTI_COLLECTOR = find(MultiCollector.class, String.class);

	private CollectorTypes() {
	}

	/**
	 * Whether the client knows types, and with them families of one name with several
	 * label sets.
	 */
	static boolean areKnown() {
		return TYPE != null;
	}

	static @Nullable String of(Collector collector) {
		for (Map.Entry<Class<?>, String> entry : BY_CLASS.entrySet()) {
			if (entry.getKey().isInstance(collector)) {
				return entry.getValue();
			}
		}
		return (OF_COLLECTOR != null) ? invoke(OF_COLLECTOR, collector) : null;
	}

	static @Nullable String of(MultiCollector collector, String name) {
		return (OF_MULTI_COLLECTOR != null) ? invoke(OF_MULTI_COLLECTOR, collector, name) : null;
	}

	private static @Nullable String invoke(MethodHandle method, Object... arguments) {
		try {
			Object type = method.invokeWithArguments(arguments);
			return (type != null) ? type.toString() : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable MethodHandle find(Class<?> target, Class<?>... parameters) {
		if (TYPE == null) {
			return null;
		}
		try {
			return MethodHandles.publicLookup()
				.findVirtual(target, "getMetricType", MethodType.methodType(TYPE, parameters));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static @Nullable Class<?> type() {
		try {
			return Class.forName("io.prometheus.metrics.model.registry.MetricType", false,
					Collector.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

}
