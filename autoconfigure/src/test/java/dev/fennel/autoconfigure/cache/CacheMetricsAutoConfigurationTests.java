package dev.fennel.autoconfigure.cache;

import java.util.Objects;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.cache.CacheMetrics;
import dev.fennel.testing.CacheCounts;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CacheMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, CacheMetricsAutoConfiguration.class));

	@Test
	void managerIsStillOfItsClassAndSoAreItsCaches(CapturedOutput output) {
		this.runner.withUserConfiguration(InCaffeine.class).run((context) -> {
			CaffeineCacheManager manager = context.getBean(CaffeineCacheManager.class);
			Cache books = manager.getCache("books");
			assertThat(books).isInstanceOf(CaffeineCache.class).isSameAs(manager.getCache("books"));
			books.put("1", "Emma");
			assertThat(books.get("1", String.class)).isEqualTo("Emma");
			assertThat(books.get("2")).isNull();
			assertThat(counts(context, "books")).contains("gets hit 1", "gets miss 1", "puts 1", "entries 1");
			assertThat(page(context).samples()).containsKey(
					"cache_gets_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"book\",result=\"hit\"}");
		});
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void whatTheManagerDoesIsUpToItself() {
		this.runner.withUserConfiguration(InCaffeine.class).run((context) -> {
			CaffeineCacheManager manager = context.getBean(CaffeineCacheManager.class);
			assertThat(manager.getCacheNames()).containsExactly("books");
			assertThat(manager.getCache("authors")).isNull();
			assertThat(manager.isAllowNullValues()).isTrue();
			manager.registerCustomCache("authors", Caffeine.newBuilder().build());
			assertThat(manager.getCacheNames()).contains("authors");
			assertThat(manager).isEqualTo(manager).isNotEqualTo(new CaffeineCacheManager());
			assertThat(Set.of(manager)).contains(manager);
			assertThat(manager.hashCode()).isEqualTo(manager.hashCode());
			assertThat(manager.toString()).startsWith(CaffeineCacheManager.class.getName() + "@");
		});
	}

	@Test
	void cachesThatAreKnownAtTheStartAreShownAtZero() {
		this.runner.withUserConfiguration(InCaffeine.class, RegistersLater.class)
			.run((context) -> assertThat(page(context).samples()).containsEntry(
					"cache_gets_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"book\",result=\"hit\"}", 0.0)
				.containsEntry(
						"cache_gets_total{backend=\"caffeine\",cache=\"late\",cache_manager=\"book\",result=\"hit\"}",
						0.0));
	}

	@Test
	void withoutAManagerNothingIsMade() {
		this.runner.run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("fennelCacheMetrics")).isFalse();
			assertThat(page(context).text()).doesNotContain("cache");
		});
	}

	@Test
	void lazyManagerStaysLazy() {
		this.runner.withUserConfiguration(LateComer.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("cacheManager")).isFalse();
			assertThat(context.getBean(CacheManager.class).getCache("books")).isNotNull();
			assertThat(page(context).text()).contains("cache=\"books\",cache_manager=\"main\"");
		});
	}

	@Test
	void managerOfASmallerScopeIsMeasuredAsOne() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			CaffeineCacheManager scoped = context.getBean(CaffeineCacheManager.class);
			get(scoped, "books").put("1", "Emma");
			assertThat(page(context)
				.value("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"main\"}")).isEqualTo(1);
		});
	}

	@Test
	void managerInACircleIsTheSameForAll() {
		inACircle(this.runner);
	}

	@Test
	void managerInACircleUnderAdviceIsTheSameForAll() {
		inACircle(this.runner.withUserConfiguration(Advice.class));
	}

	private static void inACircle(ApplicationContextRunner runner) {
		runner.withUserConfiguration(Circle.class)
			.withInitializer((context) -> ((DefaultListableBeanFactory) context.getBeanFactory())
				.setAllowCircularReferences(true))
			.run((context) -> {
				CacheManager manager = context.getBean(CacheManager.class);
				assertThat(context.getBean(Warmer.class).manager).isSameAs(manager);
				assertThat(AopUtils.isAopProxy(manager)).isEqualTo(context.containsBean("advisor"));
				get(manager, "books").put("1", "Emma");
				assertThat(counts(context, "books")).contains("puts 1");
			});
	}

	@Test
	void nativeImagesHaveTheProxyOfTheInterface() {
		RuntimeHints hints = new RuntimeHints();
		new CacheManagerHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(CacheManager.class)).accepts(hints);
	}

	@Test
	void managerThatIsLeftOut() {
		this.runner.withPropertyValues("fennel.cache.exclude=bookCacheManager")
			.withUserConfiguration(InCaffeine.class)
			.run((context) -> {
				assertThat(context.getBean(CacheManager.class)).isExactlyInstanceOf(CaffeineCacheManager.class);
				assertThat(page(context).text()).doesNotContain("cache=");
			});
	}

	@Test
	void cacheThatIsLeftOutIsGivenAsItIs() {
		this.runner.withPropertyValues("fennel.cache.exclude=authors")
			.withUserConfiguration(Simple.class)
			.run((context) -> {
				ConcurrentMapCacheManager manager = context.getBean(ConcurrentMapCacheManager.class);
				assertThat(get(manager, "authors").getClass().getName()).startsWith("org.springframework");
				get(manager, "books").put("1", "Emma");
				assertThat(page(context).text()).doesNotContain("cache=\"authors\"").contains("cache=\"books\"");
			});
	}

	@Test
	void withoutLatencyNoTimeIsTaken() {
		this.runner.withPropertyValues("fennel.cache.latency=false")
			.withUserConfiguration(InCaffeine.class)
			.run((context) -> assertThat(page(context).text()).contains("cache_gets_total")
				.doesNotContain("cache_operation_duration_seconds"));
	}

	@Test
	void bucketsAreThoseOfTheProperty() {
		this.runner.withPropertyValues("fennel.cache.buckets=0.001,0.5")
			.withUserConfiguration(InCaffeine.class)
			.run((context) -> assertThat(page(context).text()).contains("operation=\"get\",le=\"0.001\"")
				.doesNotContain("le=\"0.005\""));
	}

	@Test
	void bucketsThatDoNotRiseStopTheStart() {
		this.runner.withPropertyValues("fennel.cache.buckets=2,1")
			.withUserConfiguration(InCaffeine.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("fennel.cache.buckets"));
	}

	@Test
	void switchedOffNothingIsMeasured() {
		this.runner.withPropertyValues("fennel.cache.enabled=false")
			.withUserConfiguration(InCaffeine.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(CacheMetrics.class);
				assertThat(context.getBean(CacheManager.class)).isExactlyInstanceOf(CaffeineCacheManager.class);
			});
	}

	@Test
	void managerThatKeepsNothingIsNotMeasured() {
		this.runner.withBean("cacheManager", NoOpCacheManager.class).run((context) -> {
			assertThat(context.getBean(CacheManager.class)).isExactlyInstanceOf(NoOpCacheManager.class);
			assertThat(get(context.getBean(CacheManager.class), "books").get("1")).isNull();
			assertThat(page(context).text()).doesNotContain("cache=");
		});
	}

	private static Set<String> counts(ApplicationContext context, String cache) {
		return CacheCounts.of(context.getBean(GuardedRegistry.class), cache);
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static Cache get(CacheManager manager, String name) {
		return Objects.requireNonNull(manager.getCache(name));
	}

	@Configuration(proxyBeanMethods = false)
	static class InCaffeine {

		@Bean
		CaffeineCacheManager bookCacheManager() {
			return new CaffeineCacheManager("books");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Simple {

		@Bean
		ConcurrentMapCacheManager cacheManager() {
			return new ConcurrentMapCacheManager("books", "authors");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegistersLater {

		@Bean
		Object registration(CaffeineCacheManager manager) {
			manager.registerCustomCache("late", Caffeine.newBuilder().build());
			return "late";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateComer {

		@Bean
		@Lazy
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager("books");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		CaffeineCacheManager cacheManager() {
			return new CaffeineCacheManager("books");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Circle {

		@Bean
		Circular cacheManager() {
			return new Circular();
		}

		@Bean
		Warmer warmer(CacheManager manager) {
			return new Warmer(manager);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor advisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.addMethodName("isStoreByValue");
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) MethodInvocation::proceed);
		}

	}

	static class Circular extends ConcurrentMapCacheManager {

		@Autowired
		@Nullable Warmer warmer;

		Circular() {
			super("books");
		}

	}

	static class Warmer {

		private final CacheManager manager;

		Warmer(CacheManager manager) {
			this.manager = manager;
		}

	}

}
