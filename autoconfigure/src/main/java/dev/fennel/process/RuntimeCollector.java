package dev.fennel.process;

import java.util.function.Consumer;
import java.util.function.Predicate;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The families that the official client has of the process and of the Java runtime. They
 * are the same for all applications in one runtime, and made once for all of them, since
 * the client never takes its listeners back. It claims no names, so that an application
 * may register the same families of its own, before or after, and the page shows each
 * once.
 *
 * @since 0.1.0
 */
public final class RuntimeCollector implements MultiCollector {

	private final PrometheusRegistry families;

	private RuntimeCollector(PrometheusRegistry families) {
		this.families = families;
	}

	/**
	 * Gives the families {@code process_*}.
	 * @return a collector
	 */
	public static RuntimeCollector process() {
		return new RuntimeCollector(ProcessFamilies.REGISTRY);
	}

	/**
	 * Gives the families {@code jvm_*}.
	 * @return a collector
	 */
	public static RuntimeCollector jvm() {
		return new RuntimeCollector(JvmFamilies.REGISTRY);
	}

	@Override
	public MetricSnapshots collect() {
		return this.families.scrape();
	}

	@Override
	public MetricSnapshots collect(Predicate<String> includedNames) {
		return this.families.scrape(includedNames);
	}

	private static PrometheusRegistry registry(Consumer<PrometheusRegistry> registration) {
		PrometheusRegistry registry = new PrometheusRegistry();
		registration.accept(registry);
		return registry;
	}

	/**
	 * Made when the first application asks for it.
	 */
	private static final class ProcessFamilies {

		private static final PrometheusRegistry REGISTRY = registry(ProcessMetrics.builder()::register);

	}

	/**
	 * Made when the first application asks for it.
	 */
	private static final class JvmFamilies {

		private static final PrometheusRegistry REGISTRY = registry((registry) -> {
			JvmBufferPoolMetrics.builder().register(registry);
			JvmClassLoadingMetrics.builder().register(registry);
			JvmCompilationMetrics.builder().register(registry);
			JvmGarbageCollectorMetrics.builder().register(registry);
			JvmMemoryMetrics.builder().register(registry);
			JvmMemoryPoolAllocationMetrics.builder().register(registry);
			JvmNativeMemoryMetrics.builder().register(registry);
			JvmRuntimeInfoMetric.builder().register(registry);
			JvmThreadsMetrics.builder().register(registry);
		});

	}

}
