package dev.fennel.autoconfigure.logging;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.logging.Log4jEvents;
import dev.fennel.logging.LogMetrics;
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
			GuardedRegistry registry = context.getBean(GuardedRegistry.class);
			assertErrorIsCounted(registry);
			LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());
			system.cleanUp();
			system.beforeInitialize();
			system.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
			assertErrorIsCounted(registry);
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

	@Test
	void beansOfTheApplicationsTakeThePlaceOfFennels() {
		this.runner.withUserConfiguration(WithTracer.class, WithOwn.class)
			.run((context) -> assertThat(context).hasSingleBean(Log4jEvents.class).hasSingleBean(TracedSpans.class));
	}

	/** Other threads may log too. */
	private static void assertErrorIsCounted(GuardedRegistry registry) {
		double before = Scrapes.of(registry).value(ERRORS);
		LogFactory.getLog("shop").error("a");
		assertThat(Scrapes.of(registry).value(ERRORS)).isGreaterThanOrEqualTo(before + 1);
	}

	@Configuration(proxyBeanMethods = false)
	static class WithOwn {

		@Bean
		Log4jEvents ownEvents(LogMetrics metrics) {
			return new Log4jEvents(metrics);
		}

		@Bean
		TracedSpans ownSpans(Tracer tracer) {
			return new TracedSpans(() -> tracer);
		}

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
