package dev.fennel.autoconfigure.method;

import java.util.Arrays;

import dev.fennel.GuardedRegistry;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Elsewhere;
import dev.fennel.testing.Scrapes;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotations that can never fire are named, all in one line of the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class MethodMetricsReportTests {

	private static final String PREFIX = MethodMetricsReportTests.class.getName() + "$";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MethodMetricsAutoConfiguration.class,
				AopAutoConfiguration.class))
		.withUserConfiguration(Beans.class);

	@ParameterizedTest
	@CsvSource({ "Methods.isPrivate, the method is private", "Methods.isStatic, the method is static",
			"Methods.isFinal, the method is final", "FinalClass.run, the class is final",
			"SealedClass.run, the class is sealed", "FinalMethodOfClass.run, the method is final",
			"FinalWithInterface.run, the class is final",
			"PrivateConstructor.run, the class has private constructors only",
			"Foreign.run, only the package of the superclass sees the method" })
	void namesTheMethodAndWhy(String method, String reason, CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(reports(output)).isEqualTo(1);
		assertThat(output).contains(PREFIX + method + ": " + reason);
	}

	@Test
	void namesBeansThatWereMadeTooEarly(CapturedOutput output) {
		this.runner.withUserConfiguration(EarlyBeans.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(PREFIX + "Early: the bean 'early' was made before proxies could be");
	}

	@Test
	void namesMethodsOfNoInterfaceWhereProxiesHaveInterfacesOnly(CapturedOutput output) {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withUserConfiguration(WithInterface.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output)
			.contains(PREFIX + "Both.ofNoInterface: the method is in none of the interfaces that the proxy has")
			.doesNotContain("Both.run");
	}

	@Test
	void saysNothingOfAFinalClassWhoseInterfaceAProxyHas(CapturedOutput output) {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			((Runnable) context.getBean("finalWithInterface")).run();
			assertThat(calls(context, FinalWithInterface.class)).isEqualTo(1);
		});
		assertThat(output).doesNotContain("FinalWithInterface");
	}

	@Test
	void saysNothingOfMethodsOfABeanThatIsToBeProxiedByItsClass(CapturedOutput output) {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("both", Both.class, Both::new,
					(definition) -> definition.setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true))
			.run((context) -> {
				context.getBean(Both.class).ofNoInterface();
				assertThat(calls(context, Both.class)).isEqualTo(1);
			});
		assertThat(output).doesNotContain("Both");
	}

	@Test
	@EnabledIf("springKnowsProxyable")
	void namesMethodsOfABeanThatIsToBeProxiedByInterfaces(CapturedOutput output) {
		this.runner.withBean("both", Both.class, Both::new, MethodMetricsReportTests::exposeInterfaces)
			.run((context) -> context.getBean("both", Runnable.class).run());
		assertThat(output)
			.contains(PREFIX + "Both.ofNoInterface: the method is in none of the interfaces that the proxy has")
			.doesNotContain("Both.run");
	}

	@Test
	@EnabledIf("springKnowsProxyable")
	void saysNothingOfAFinalClassThatIsToBeProxiedByInterfaces(CapturedOutput output) {
		for (boolean lazy : new boolean[] { false, true }) {
			this.runner.withBean("other", OtherFinalWithInterface.class, OtherFinalWithInterface::new, (definition) -> {
				exposeInterfaces(definition);
				definition.setLazyInit(lazy);
			}).run((context) -> {
				context.getBean("other", Runnable.class).run();
				assertThat(calls(context, OtherFinalWithInterface.class)).isEqualTo(1);
			});
		}
		assertThat(output).doesNotContain("OtherFinalWithInterface");
	}

	@Test
	void namesBeansWhoseProxyIsOlder(CapturedOutput output) {
		this.runner.withUserConfiguration(EarlyProxies.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(PREFIX + "Early: the bean 'early' has a proxy that was made without them");
	}

	@Test
	void namesSingletonsThatAreRegisteredReadyMade(CapturedOutput output) {
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("ready", new Early()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(PREFIX + "Early: the bean 'ready' was registered ready-made, and so has no proxy");
	}

	@Test
	void namesPartsOfSpringAop(CapturedOutput output) {
		this.runner.withBean("part", Infrastructure.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(PREFIX
				+ "Infrastructure: the bean 'part' is an aspect or another part of Spring AOP, which has no proxy");
	}

	@Test
	void namesAllWhereNothingMakesProxies(CapturedOutput output) {
		this.runner.withPropertyValues("spring.aop.auto=false").run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains(PREFIX
				+ "Fine: the bean 'fine' has no proxy, since spring.aop.auto is false and nothing else makes any");
	}

	@Test
	void saysNothingOfWhatFires(CapturedOutput output) {
		this.runner.run((context) -> context.getBean(Fine.class).run());
		assertThat(output).doesNotContain("Fine").doesNotContain("notAnnotated");
	}

	private static void exposeInterfaces(BeanDefinition definition) {
		definition.setAttribute(AutoProxyUtils.class.getName() + ".exposedInterfaces", new Class<?>[0]);
	}

	static boolean springKnowsProxyable() {
		return ClassUtils.isPresent("org.springframework.context.annotation.Proxyable", null);
	}

	private static double calls(ApplicationContext context, Class<?> type) {
		return Scrapes.of(context.getBean(GuardedRegistry.class))
			.sum((sample) -> sample.startsWith("method_calls_total{")
					&& sample.contains("class=\"" + type.getName() + "\""));
	}

	private static long reports(CapturedOutput output) {
		return Arrays.stream(output.getAll().split("\n"))
			.filter((line) -> line.contains("These metric annotations can never fire"))
			.count();
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Methods methods() {
			return new Methods();
		}

		@Bean
		FinalClass finalClass() {
			return new FinalClass();
		}

		@Bean
		SealedClass sealedClass() {
			return new SealedClass();
		}

		@Bean
		Runnable finalWithInterface() {
			return new FinalWithInterface();
		}

		@Bean
		PrivateConstructor privateConstructor() {
			return PrivateConstructor.create();
		}

		@Bean
		Foreign foreign() {
			return new Foreign();
		}

		@Bean
		FinalMethodOfClass finalMethodOfClass() {
			return new FinalMethodOfClass();
		}

		@Bean
		Fine fine() {
			return new Fine();
		}

	}

	static class Methods {

		@Timed
		private void isPrivate() {
			notAnnotated();
		}

		@Counted
		static void isStatic() {
		}

		@Counted
		final void isFinal() {
			isPrivate();
		}

		private void notAnnotated() {
		}

	}

	static final class FinalClass {

		@Counted
		void run() {
		}

	}

	static sealed class SealedClass permits Permitted {

		@Counted
		void run() {
		}

	}

	static final class Permitted extends SealedClass {

	}

	static final class FinalWithInterface implements Runnable {

		@Counted
		@Override
		public void run() {
		}

	}

	static final class OtherFinalWithInterface implements Runnable {

		@Counted
		@Override
		public void run() {
		}

	}

	static final class OfTheSameFile extends PrivateConstructor {

	}

	static class PrivateConstructor {

		private PrivateConstructor() {
		}

		static PrivateConstructor create() {
			return new PrivateConstructor();
		}

		@Counted
		void run() {
		}

	}

	/** Has a method that only the superclass's package sees, and another that is seen. */
	static class Foreign extends Elsewhere {

		@Counted
		void seen() {
		}

	}

	static class Infrastructure implements AopInfrastructureBean {

		@Counted
		void run() {
		}

	}

	@Counted
	static class FinalMethodOfClass {

		public final void run() {
		}

	}

	static class Fine {

		@Counted
		void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithInterface {

		@Bean
		Both both() {
			return new Both();
		}

	}

	@Counted
	static class Both implements Runnable {

		@Override
		public void run() {
		}

		public void ofNoInterface() {
		}

	}

	static class Early {

		@Counted
		void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyBeans {

		@Bean
		static Early early() {
			return new Early();
		}

		@Bean
		static Dragging needsEarly(Early early) {
			return new Dragging(early);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyProxies {

		@Bean
		static Early early() {
			ProxyFactory factory = new ProxyFactory(new Early());
			factory.setProxyTargetClass(true);
			factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
			return (Early) factory.getProxy();
		}

		@Bean
		static Dragging needsEarly(Early early) {
			return new Dragging(early);
		}

	}

	/** A post-processor that has a bean made before others are there. */
	static class Dragging implements BeanPostProcessor, org.springframework.core.PriorityOrdered {

		Dragging(Early early) {
			early.run();
		}

		@Override
		public int getOrder() {
			return org.springframework.core.Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
