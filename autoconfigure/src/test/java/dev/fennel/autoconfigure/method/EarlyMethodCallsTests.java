package dev.fennel.autoconfigure.method;

import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.StartFailures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated beans that are made, or called, while others are not there yet.
 */
@ExtendWith(OutputCaptureExtension.class)
class EarlyMethodCallsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(FennelAutoConfiguration.class, MethodMetricsAutoConfiguration.class, AopAutoConfiguration.class));

	@Test
	void beanOfWhichAFactoryBeanMakesSomethingStartsTheApp() {
		this.runner.withUserConfiguration(BehindFactoryBean.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Impl.class).run();
			assertThat(calls(context, Impl.class)).isEqualTo(1);
		});
	}

	@Test
	void callThroughWhatAFactoryBeanMadeAroundABeanCountsOnce() {
		for (String byClass : List.of("true", "false")) {
			this.runner.withPropertyValues("spring.aop.proxy-target-class=" + byClass)
				.withUserConfiguration(BehindFactoryBean.class)
				.run((context) -> {
					Api around = context.getBean("around", Api.class);
					assertThat(AopUtils.isAopProxy(around)).isTrue();
					around.onInterface();
					assertThat(calls(context, Impl.class)).isEqualTo(1);
					assertThat(sum(context)).isEqualTo(1);
				});
		}
	}

	@Test
	void whatAFactoryBeanMadeAroundNoBeanIsMeasured() {
		this.runner.withUserConfiguration(AroundNoBean.class).run((context) -> {
			context.getBean(Api.class).onInterface();
			assertThat(sum(context)).isEqualTo(1);
		});
	}

	@Test
	void beanThatAPostProcessorNeedsHasNoBeanOfFennelsMadeTooEarly(CapturedOutput output) {
		this.runner.withUserConfiguration(NeededByPostProcessor.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(AopUtils.isAopProxy(context.getBean(Impl.class))).isTrue();
			context.getBean(Impl.class).run();
			assertThat(calls(context, Impl.class)).isEqualTo(1);
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("not eligible for getting processed")))
			.singleElement()
			.asString()
			.contains("Bean 'impl'");
	}

	@Test
	void callBeforeTheStartIsMeasured() {
		this.runner.withUserConfiguration(CallsInConstructor.class)
			.run((context) -> assertThat(calls(context, Impl.class)).isEqualTo(1));
	}

	@Test
	void callBeforeTheMetricsCanBeMadePassesAndLaterOnesAreMeasured(CapturedOutput output) {
		this.runner.withUserConfiguration(CallsInACycle.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(calls(context, Impl.class)).isZero();
			context.getBean(Impl.class).run();
			assertThat(calls(context, Impl.class)).isEqualTo(1);
		});
		assertThat(output).containsOnlyOnce("Fennel could not measure a call of " + Impl.class.getName()
				+ ".run, since its metrics could not be made");
	}

	@Test
	void callBeforeTheStartHidesNothingThatIsWrong(CapturedOutput output) {
		this.runner.withUserConfiguration(CallsWhatIsWrong.class)
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.startsWith("@Timed on %s.run: The buckets of ".formatted(Wrong.class.getName())));
		assertThat(output).doesNotContain("Fennel could not");
	}

	private static double calls(ApplicationContext context, Class<?> type) {
		return page(context).sum((sample) -> sample.startsWith("method_calls_total{")
				&& sample.contains("class=\"" + type.getName() + "\"") && sample.contains("result=\"success\""));
	}

	private static double sum(ApplicationContext context) {
		return page(context).sum((sample) -> sample.startsWith("method_calls_total{"));
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	interface Api {

		@Counted
		void onInterface();

	}

	static class Impl implements Api {

		@Counted
		public void run() {
		}

		@Override
		public void onInterface() {
		}

	}

	static class Wrong {

		@Timed(buckets = { 2, 1 })
		public void run() {
		}

	}

	/** A bean that calls another while it is made. */
	static class Caller {

		Caller(Runnable call) {
			call.run();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BehindFactoryBean {

		@Bean
		Api target() {
			return new Impl();
		}

		@Bean
		ProxyFactoryBean around(Api target) {
			ProxyFactoryBean factory = new ProxyFactoryBean();
			factory.setInterfaces(Api.class);
			factory.setTarget(target);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AroundNoBean {

		@Bean
		ProxyFactoryBean around() {
			ProxyFactoryBean factory = new ProxyFactoryBean();
			factory.setInterfaces(Api.class);
			factory.setTarget(new Impl());
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeededByPostProcessor {

		@Bean
		static Impl impl() {
			return new Impl();
		}

		@Bean
		static BeanPostProcessor needsImpl(Impl impl) {
			return new BeanPostProcessor() {

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CallsInConstructor {

		@Bean
		Impl impl() {
			return new Impl();
		}

		@Bean
		Caller caller(Impl impl) {
			return new Caller(impl::run);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CallsInACycle {

		@Bean
		Impl impl() {
			return new Impl();
		}

		@Bean
		Caller caller(Impl impl) {
			return new Caller(impl::run);
		}

		/**
		 * Of a type that nobody knows before it is made, for which it needs the caller.
		 */
		@Bean
		FactoryBean<?> made(Caller caller) {
			return new ProxyFactoryBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CallsWhatIsWrong {

		@Bean
		Wrong wrong() {
			return new Wrong();
		}

		@Bean
		Caller caller(Wrong wrong) {
			return new Caller(wrong::run);
		}

	}

}
