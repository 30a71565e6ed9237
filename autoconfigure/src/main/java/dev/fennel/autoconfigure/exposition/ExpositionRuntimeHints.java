package dev.fennel.autoconfigure.exposition;

import java.io.OutputStream;
import java.util.List;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * What a native image cannot see: the proxy that reads the paths of functional routes,
 * and the escaping schemes of the client, which not all of its versions have.
 */
final class ExpositionRuntimeHints implements RuntimeHintsRegistrar {

	private static final String VISITOR = "org.springframework.web.servlet.function.RequestPredicates$Visitor";

	private static final String SCHEME = "io.prometheus.metrics.config.EscapingScheme";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent(VISITOR, classLoader)) {
			hints.proxies().registerJdkProxy(TypeReference.of(VISITOR));
		}
		if (ClassUtils.isPresent(SCHEME, classLoader)) {
			hints.reflection()
				.registerType(TypeReference.of(SCHEME), MemberCategory.INVOKE_PUBLIC_METHODS)
				.registerType(ExpositionFormatWriter.class,
						(type) -> type.withMethod(
								"write", List.of(TypeReference.of(OutputStream.class),
										TypeReference.of(MetricSnapshots.class), TypeReference.of(SCHEME)),
								ExecutableMode.INVOKE));
		}
	}

}
