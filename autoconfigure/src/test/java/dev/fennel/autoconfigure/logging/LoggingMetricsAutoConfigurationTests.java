package dev.fennel.autoconfigure.logging;

import dev.fennel.ExemplarSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.logging.LogMetrics;
import dev.fennel.logging.LogbackEvents;
import dev.fennel.logging.RequestMdc;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Warnings;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggingMetricsAutoConfigurationTests {

	private static final String WARNINGS = "log_events_total{level=\"warn\"}";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, LoggingMetricsAutoConfiguration.class));

	@Test
	void eventsAreCountedFromTheStartToTheEndOfTheApplication() {
		this.runner.run((context) -> {
			assertThat(page(context).samples()).containsEntry(WARNINGS, 0.0);
			LogFactory.getLog("shop").warn("a");
			assertThat(page(context).samples()).containsEntry(WARNINGS, 1.0);
			GuardedRegistry registry = context.getBean(GuardedRegistry.class);
			context.close();
			LogFactory.getLog("shop").warn("a");
			assertThat(Scrapes.of(registry).samples()).containsEntry(WARNINGS, 1.0);
		});
	}

	@Test
	void theyAreCountedAlsoWhenBootConfiguresLoggingAnew() {
		this.runner.run((context) -> {
			LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());
			for (int i = 0; i < 2; i++) {
				system.cleanUp();
				system.beforeInitialize();
				system.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
				double before = page(context).value(WARNINGS);
				LogFactory.getLog("shop").warn("a");
				assertThat(page(context).value(WARNINGS)).isGreaterThanOrEqualTo(before + 1);
			}
		});
	}

	@Test
	void lazyInitializationDoesNotPutItOff() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(page(context).samples()).containsEntry(WARNINGS, 0.0));
	}

	@Test
	void eachIsSwitchedOffByItsProperty() {
		this.runner.withPropertyValues("fennel.logging.events=false")
			.run((context) -> assertThat(page(context).text()).doesNotContain("log_events_total"));
		this.runner.withPropertyValues("fennel.logging.mdc=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RequestMdc.class).hasSingleBean(LogbackEvents.class));
		this.runner.withPropertyValues("fennel.logging.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RequestMdc.class)
				.doesNotHaveBean(LogbackEvents.class));
	}

	@Test
	void beansOfTheApplicationsTakeThePlaceOfFennels() {
		this.runner.withBean("ownMdc", RequestMdc.class, RequestMdc::new)
			.withBean("ownEvents", LogbackEvents.class,
					() -> new LogbackEvents(new LogMetrics(MetricFactory.with(new GuardedRegistry()).build())))
			.run((context) -> assertThat(context).hasSingleBean(RequestMdc.class).hasSingleBean(LogbackEvents.class));
	}

	@Test
	void withoutATracerThereAreNoExemplarsAndTheMdcIsUsed() {
		this.runner.run(
				(context) -> assertThat(context).doesNotHaveBean(ExemplarSource.class).hasSingleBean(RequestMdc.class));
	}

	@Test
	void withoutLogbackItIsNotMissed(CapturedOutput output) {
		this.runner.withClassLoader(new FilteredClassLoader("ch.qos.logback"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("fennelLogbackEvents"));
		assertThat(Warnings.of(output)).isEmpty();
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

}
