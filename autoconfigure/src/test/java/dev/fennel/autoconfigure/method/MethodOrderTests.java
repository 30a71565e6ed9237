package dev.fennel.autoconfigure.method;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.annotation.Counted;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where calls are measured on a method that has other annotations too.
 */
class MethodOrderTests {

	private static final String RETRYABLE = "org.springframework.resilience.annotation.Retryable";

	private static final String RETRIES = "org.springframework.resilience.annotation.RetryAnnotationBeanPostProcessor";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(FennelAutoConfiguration.class, MethodMetricsAutoConfiguration.class, AopAutoConfiguration.class));

	@Test
	void transactionsAreWithin() {
		this.runner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(Service.class).transaction();
			assertThat(context.getBean(ScrapingTransactionManager.class).atCommit).singleElement()
				.satisfies((page) -> assertThat(calls(page)).isZero());
			assertThat(calls(page(context))).isEqualTo(1);
		});
	}

	@Test
	void cachesAreWithinSoThatAHitIsACall() {
		this.runner.withUserConfiguration(Caches.class).run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.cached("a")).isSameAs(service.cached("a"));
			assertThat(calls(page(context))).isEqualTo(2);
		});
	}

	@Test
	@EnabledIf("springRetries")
	void retriesOfSpringAreOutsideSoThatEachAttemptIsACall() throws Exception {
		Unstable unstable = unstable();
		this.runner.withBean("retries", ClassUtils.forName(RETRIES, null))
			.withBean("unstable", Unstable.class, () -> unstable)
			.run((context) -> {
				assertThat(context.getBean(Unstable.class).run()).isEqualTo("done");
				assertThat(page(context).value("attempts_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
				assertThat(
						page(context).value("attempts_total{exception=\"IllegalStateException\",result=\"failure\"}"))
					.isEqualTo(2);
			});
	}

	static boolean springRetries() {
		return ClassUtils.isPresent(RETRYABLE, null);
	}

	/** A class that compiles without Spring's annotation and has it nevertheless. */
	private static Unstable unstable() throws Exception {
		Class<? extends Annotation> retryable = ClassUtils.forName(RETRYABLE, null).asSubclass(Annotation.class);
		return new ByteBuddy().subclass(Unstable.class)
			.method(ElementMatchers.named("run"))
			.intercept(SuperMethodCall.INSTANCE)
			.annotateMethod(AnnotationDescription.Builder.ofType(retryable).define("delay", 1L).build())
			.make()
			.load(Unstable.class.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
			.getLoaded()
			.getDeclaredConstructor()
			.newInstance();
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static double calls(Page page) {
		return page.sum((sample) -> sample.startsWith("method_calls_total{"));
	}

	static class Service {

		@Counted
		@Transactional
		public void transaction() {
		}

		@Counted
		@Cacheable("texts")
		public Object cached(String key) {
			return new Object();
		}

	}

	/** Fails twice before it succeeds. */
	static class Unstable {

		private int attempts;

		@Counted("attempts")
		public String run() {
			if (++this.attempts < 3) {
				throw new IllegalStateException();
			}
			return "done";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		Service service() {
			return new Service();
		}

		@Bean
		PlatformTransactionManager transactionManager(ApplicationContext context) {
			return new ScrapingTransactionManager(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caches {

		@Bean
		Service service() {
			return new Service();
		}

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	static class ScrapingTransactionManager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		private final transient ApplicationContext context;

		private final transient List<Page> atCommit = new ArrayList<>();

		ScrapingTransactionManager(ApplicationContext context) {
			this.context = context;
		}

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(@Nullable Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.atCommit.add(page(this.context));
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
