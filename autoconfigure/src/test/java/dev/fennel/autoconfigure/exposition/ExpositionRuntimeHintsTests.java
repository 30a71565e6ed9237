package dev.fennel.autoconfigure.exposition;

import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.function.RequestPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class ExpositionRuntimeHintsTests {

	private static final String SCHEME = "io.prometheus.metrics.config.EscapingScheme";

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void theProxyThatReadsRoutesIsKnown() {
		new ExpositionRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RequestPredicates.Visitor.class)).accepts(this.hints);
	}

	@Test
	void whereThereAreNoRoutesNothingIsMissing() {
		new ExpositionRuntimeHints().registerHints(this.hints,
				new FilteredClassLoader("org.springframework.web.servlet"));
		assertThat(this.hints.proxies().jdkProxyHints()).isEmpty();
	}

	@Test
	void theEscapingSchemesAreKnownWhereTheClientHasThem() {
		new ExpositionRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		List<Method> writers = writersWithScheme();
		assertThat(writers).hasSize(ClassUtils.isPresent(SCHEME, null) ? 1 : 0)
			.allSatisfy((writer) -> assertThat(invocable()).contains(writer.getName()));
		assertThat(this.hints.reflection().getTypeHint(TypeReference.of(SCHEME)) != null).isEqualTo(!writers.isEmpty());
	}

	@Test
	void theAutoConfigurationNamesThem() {
		assertThat(MetricsEndpointAutoConfiguration.class.getAnnotation(ImportRuntimeHints.class).value())
			.containsExactly(ExpositionRuntimeHints.class);
	}

	private List<String> invocable() {
		TypeHint hint = this.hints.reflection().getTypeHint(ExpositionFormatWriter.class);
		return (hint != null) ? hint.methods().map(ExecutableHint::getName).toList() : List.of();
	}

	private static List<Method> writersWithScheme() {
		return Arrays.stream(ExpositionFormatWriter.class.getMethods())
			.filter((method) -> method.getName().equals("write") && method.getParameterCount() == 3)
			.filter((method) -> method.getParameterTypes()[0] == OutputStream.class
					&& method.getParameterTypes()[2].getName().equals(SCHEME))
			.toList();
	}

}
