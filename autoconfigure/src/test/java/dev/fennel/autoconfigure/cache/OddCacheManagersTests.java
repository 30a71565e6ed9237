package dev.fennel.autoconfigure.cache;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.CacheCounts;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Managers that lead to others, and those that cannot be extended.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddCacheManagersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, CacheMetricsAutoConfiguration.class));

	@Test
	void spiesStaySpies() {
		CacheManager spy = Mockito.spy(new ConcurrentMapCacheManager("books"));
		this.runner.withBean("spied", CacheManager.class, () -> spy)
			.run((context) -> assertThat(context.getBean("spied")).isSameAs(spy));
	}

	@Test
	void managersBehindOthersAreMeasuredOnceByTheirOwnNames() {
		this.runner.withUserConfiguration(Leading.class).run((context) -> {
			put(context.getBean("bookshelf", CacheManager.class), "books");
			put(context.getBean("all", CompositeCacheManager.class), "books");
			put(context.getBean("transactional", TransactionAwareCacheManagerProxy.class), "books");
			assertThat(counts(context, "books")).contains("puts 3");
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text())
				.contains("cache_manager=\"bookshelf\"")
				.doesNotContain("cache_manager=\"all\"", "cache_manager=\"transactional\"");
		});
	}

	@Test
	void managersThatAreNoBeansAreMeasuredByTheNameOfTheOneThatLeadsToThem() {
		this.runner.withUserConfiguration(Hidden.class).run((context) -> {
			Cache books = put(context.getBean("composite", CacheManager.class), "books");
			Cache authors = put(context.getBean("transactional", CacheManager.class), "authors");
			assertThat(books).isInstanceOf(ConcurrentMapCache.class);
			assertThat(authors).isInstanceOf(TransactionAwareCacheDecorator.class);
			assertThat(((TransactionAwareCacheDecorator) authors).getTargetCache())
				.isExactlyInstanceOf(ConcurrentMapCache.class);
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).samples())
				.containsEntry("cache_puts_total{backend=\"simple\",cache=\"books\",cache_manager=\"composite\"}", 1.0)
				.containsEntry("cache_puts_total{backend=\"simple\",cache=\"authors\",cache_manager=\"transactional\"}",
						1.0);
			assertThat(put(context.getBean("composite", CacheManager.class), "nothing").get("1")).isNull();
			assertThat(counts(context, "nothing")).isEmpty();
		});
	}

	@Test
	void managerThatIsLeftOutIsLeftOutBehindOthersToo() {
		this.runner.withPropertyValues("fennel.cache.exclude=bookshelf")
			.withUserConfiguration(Leading.class)
			.run((context) -> {
				Cache bare = put(context.getBean("bookshelf", CacheManager.class), "books");
				assertThat(put(context.getBean("all", CacheManager.class), "books")).isSameAs(bare);
				put(context.getBean("transactional", CacheManager.class), "books");
				put(context.getBean("all", CacheManager.class), "authors");
				assertThat(counts(context, "books")).isEmpty();
				assertThat(counts(context, "authors")).contains("puts 1");
			});
	}

	@Test
	void classThatCannotBeExtendedIsStoodForByItsInterfaces(CapturedOutput output) {
		this.runner.withUserConfiguration(Final.class).run((context) -> {
			CacheManager manager = context.getBean(CacheManager.class);
			assertThat(manager).isNotInstanceOf(FinalManager.class).isInstanceOf(Named.class);
			assertThat(((Named) manager).title()).isEqualTo("final");
			assertThat(manager.getCacheNames()).containsExactly("books");
			assertThat(manager).isEqualTo(manager).isNotEqualTo("final").hasToString("final");
			put(manager, "books");
			assertThat(counts(context, "books")).contains("puts 1");
			assertThat(catchThrowable(() -> manager.getCache("broken"))).isInstanceOf(IllegalStateException.class)
				.hasMessage("broken");
		});
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void classThatIsAskedForAndCannotBeExtendedStaysWhatItIs(CapturedOutput output) {
		this.runner.withUserConfiguration(FinalByClass.class).run((context) -> {
			assertThat(context.getBean(FinalManager.class).title()).isEqualTo("final");
			assertThat(counts(context, "books")).isEmpty();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).singleElement()
			.asString()
			.contains("The caches of the bean 'cacheManager' are not measured", FinalManager.class.getName(),
					"fennel.cache.exclude");
	}

	@Test
	void finalMethodKeepsItsClassFromBeingExtended() {
		this.runner.withUserConfiguration(FinalMethod.class).run((context) -> {
			put(context.getBean(CacheManager.class), "books");
			assertThat(counts(context, "books")).contains("puts 1");
		});
	}

	@Test
	void managerThatPromisesMoreOfItsCachesKeepsItsPromise() {
		this.runner.withUserConfiguration(Precise.class).run((context) -> {
			PreciseManager manager = context.getBean(PreciseManager.class);
			assertThat(manager.getCache("books").title()).isEqualTo("books");
		});
	}

	@Test
	void proxyIsExtendedInItsPlace() {
		this.runner.withUserConfiguration(Advised.class).run((context) -> {
			ConcurrentMapCacheManager manager = context.getBean("extended", ConcurrentMapCacheManager.class);
			assertThat(AopUtils.isAopProxy(manager)).isTrue();
			put(manager, "books");
			CacheManager implemented = context.getBean("implemented", CacheManager.class);
			put(implemented, "authors");
			assertThat(counts(context, "books")).contains("puts 1");
			assertThat(counts(context, "authors")).contains("puts 1");
		});
	}

	@Test
	void managerThatFailsWhileItIsLookedAtGoesOn(CapturedOutput output) {
		this.runner.withUserConfiguration(Sulking.class).run((context) -> {
			put(context.getBean(CacheManager.class), "books");
			assertThat(counts(context, "books")).contains("puts 1").noneMatch((text) -> text.startsWith("entries"));
			assertThat(
					Scrapes.of(context.getBean(GuardedRegistry.class)).value("fennel_errors_total{feature=\"cache\"}"))
				.isPositive();
		});
		assertThat(output).contains("Fennel could not show the caches that a manager knows");
	}

	private static Cache put(CacheManager manager, String name) {
		Cache cache = Objects.requireNonNull(manager.getCache(name));
		cache.put("1", "Emma");
		return cache;
	}

	private static Set<String> counts(ApplicationContext context, String cache) {
		return CacheCounts.of(context.getBean(GuardedRegistry.class), cache);
	}

	@Configuration(proxyBeanMethods = false)
	static class Leading {

		@Bean
		ConcurrentMapCacheManager bookshelf() {
			return new ConcurrentMapCacheManager("books");
		}

		@Bean
		ConcurrentMapCacheManager card() {
			return new ConcurrentMapCacheManager("authors");
		}

		@Bean
		CompositeCacheManager all(CacheManager bookshelf, CacheManager card) {
			return new CompositeCacheManager(bookshelf, card);
		}

		@Bean
		TransactionAwareCacheManagerProxy transactional(CacheManager bookshelf) {
			return new TransactionAwareCacheManagerProxy(bookshelf);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		CacheManager composite() {
			CompositeCacheManager composite = new CompositeCacheManager(new ConcurrentMapCacheManager("books"));
			composite.setFallbackToNoOpCache(true);
			return composite;
		}

		@Bean
		CacheManager transactional() {
			return new TransactionAwareCacheManagerProxy(new ConcurrentMapCacheManager("authors"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Final {

		@Bean
		CacheManager cacheManager() {
			return new FinalManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalByClass {

		@Bean
		FinalManager cacheManager() {
			return new FinalManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalMethod {

		@Bean
		CacheManager cacheManager() {
			return new WithFinalMethod();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Precise {

		@Bean
		PreciseManager cacheManager() {
			return new PreciseManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		ConcurrentMapCacheManager extended() {
			ProxyFactory factory = new ProxyFactory(new ConcurrentMapCacheManager("books"));
			factory.setProxyTargetClass(true);
			return (ConcurrentMapCacheManager) factory.getProxy();
		}

		@Bean
		CacheManager implemented() {
			return (CacheManager) new ProxyFactory(new ConcurrentMapCacheManager("authors")).getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Sulking {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager() {

				@Override
				public Collection<String> getCacheNames() {
					throw new IllegalStateException("not now");
				}

			};
		}

	}

	interface Named {

		String title();

	}

	static final class FinalManager implements CacheManager, Named {

		private final CacheManager target = new ConcurrentMapCacheManager("books");

		@Override
		public Cache getCache(String name) {
			if (name.equals("broken")) {
				throw new IllegalStateException("broken");
			}
			return Objects.requireNonNull(this.target.getCache(name));
		}

		@Override
		public Collection<String> getCacheNames() {
			return this.target.getCacheNames();
		}

		@Override
		public String title() {
			return "final";
		}

		@Override
		public String toString() {
			return title();
		}

	}

	static class WithFinalMethod extends ConcurrentMapCacheManager {

		WithFinalMethod() {
			super("books");
		}

		public final String title() {
			return getCacheNames().toString();
		}

	}

	static class PreciseManager implements CacheManager {

		private final PreciseCache books = new PreciseCache("books");

		@Override
		public PreciseCache getCache(String name) {
			return this.books;
		}

		@Override
		public Collection<String> getCacheNames() {
			return List.of("books");
		}

	}

	static class PreciseCache extends ConcurrentMapCache implements Named {

		PreciseCache(String name) {
			super(name);
		}

		@Override
		public String title() {
			return getName();
		}

	}

}
