package dev.fennel.autoconfigure.logging;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.logging.Log4jEvents;
import dev.fennel.logging.LogbackEvents;
import dev.fennel.logging.RequestMdc;
import dev.fennel.logging.SpanExemplars;
import dev.fennel.logging.TracedSpans;
import dev.fennel.testing.Scrapes;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("tracing")
class TracersAndLog4jTests {

	private static final String ERRORS = "log_events_total{level=\"error\"}";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, LoggingMetricsAutoConfiguration.class));

	@Test
	void eventsOfLog4jAreCountedAlsoWhenBootConfiguresItAnew() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Log4jEvents.class).doesNotHaveBean(LogbackEvents.class);
			LogFactory.getLog("shop").error("a");
			GuardedRegistry registry = context.getBean(GuardedRegistry.class);
			assertThat(Scrapes.of(registry).samples()).containsEntry(ERRORS, 1.0);
			LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());
			system.cleanUp();
			system.beforeInitialize();
			system.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
			LogFactory.getLog("shop").error("a");
			assertThat(Scrapes.of(registry).samples()).containsEntry(ERRORS, 2.0);
		});
	}

	@Test
	void aTracerOfMicrometersTakesThePlaceOfTheMdc() {
		SpanContext before = SpanContextSupplier.getSpanContext();
		this.runner.withUserConfiguration(WithTracer.class).run((context) -> {
			assertThat(context).hasSingleBean(SpanExemplars.class).doesNotHaveBean(RequestMdc.class);
			assertThat(context).hasSingleBean(TracedSpans.class).doesNotHaveBean(SpanContext.class);
			assertThat(SpanContextSupplier.getSpanContext()).isNotSameAs(before);
		});
		assertThat(SpanContextSupplier.getSpanContext()).isSameAs(before);
	}

	@Test
	void soDoesOpenTelemetry() {
		this.runner.withUserConfiguration(WithOpenTelemetry.class)
			.run((context) -> assertThat(context).hasSingleBean(SpanExemplars.class)
				.doesNotHaveBean(TracedSpans.class)
				.doesNotHaveBean(RequestMdc.class));
	}

	@Test
	void theMdcMayBeAskedForNonetheless() {
		this.runner.withPropertyValues("fennel.logging.mdc=true")
			.withUserConfiguration(WithTracer.class)
			.run((context) -> assertThat(context).hasSingleBean(RequestMdc.class));
	}

	@Test
	void withoutExemplarsTheClientIsToldNothing() {
		this.runner.withPropertyValues("fennel.logging.exemplars=false")
			.withUserConfiguration(WithTracer.class)
			.run((context) -> assertThat(context).doesNotHaveBean(SpanExemplars.class)
				.doesNotHaveBean(TracedSpans.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithTracer {

		@Bean
		Tracer tracer() {
			return Tracer.NOOP;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithOpenTelemetry {

		@Bean
		OpenTelemetry openTelemetry() {
			return OpenTelemetry.noop();
		}

	}

}
