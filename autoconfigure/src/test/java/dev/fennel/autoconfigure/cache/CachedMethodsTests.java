package dev.fennel.autoconfigure.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.CacheCounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods whose results Spring caches.
 */
class CachedMethodsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
		.withUserConfiguration(Caching.class);

	private final ApplicationContextRunner caffeine = this.runner.withUserConfiguration(InCaffeine.class);

	@Test
	void plain() {
		this.caffeine.run((context) -> {
			Books books = context.getBean(Books.class);
			assertThat(books.title("1")).isEqualTo(books.title("1")).isEqualTo("title of 1");
			assertThat(books.rename("1", "Emma")).isEqualTo(books.title("1"));
			books.forget("1");
			books.forgetAll();
			assertThat(books.nothing("2")).isNull();
			assertThat(books.nothing("2")).isNull();
			assertThat(books.calls()).isEqualTo(2);
			assertThat(counts(context)).containsExactly("clears 1", "durations clear 1", "durations evict 1",
					"durations get 5", "durations put 3", "entries 1", "evictions 1", "gets hit 3", "gets miss 2",
					"puts 3");
		});
	}

	@Test
	void synchronizedOnesLoadOnce() {
		this.caffeine.run((context) -> {
			Books books = context.getBean(Books.class);
			int threads = 8;
			CyclicBarrier start = new CyclicBarrier(threads);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			Callable<String> call = () -> {
				start.await();
				return books.titleOnce("1");
			};
			for (Future<String> title : executor.invokeAll(Collections.nCopies(threads, call))) {
				assertThat(title.get()).isEqualTo("title of 1");
			}
			executor.shutdown();
			assertThat(books.calls()).isEqualTo(1);
			assertThat(counts(context)).containsExactly("durations get 8", "durations load 1", "entries 1",
					"gets hit 7", "gets miss 1");
		});
	}

	@Test
	void exceptionOfTheMethodIsThrownAsItIsAndIsNoErrorOfTheCache() {
		this.caffeine.run((context) -> {
			Books books = context.getBean(Books.class);
			assertThatIllegalStateException().isThrownBy(() -> books.outOfPrint("1")).withMessage("out of print");
			assertThatIllegalStateException().isThrownBy(() -> books.outOfPrintOnce("1")).withMessage("out of print");
			assertThat(counts(context)).containsExactly("durations get 2", "durations load 1", "gets miss 2");
		});
	}

	@Test
	void futures() {
		this.caffeine.run((context) -> {
			Books books = context.getBean(Books.class);
			assertThat(books.titleLater("1").join()).isEqualTo(books.titleLater("1").join()).isEqualTo("title of 1");
			assertThat(books.titleLaterOnce("2").join()).isEqualTo(books.titleLaterOnce("2").join());
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> books.outOfPrintLater("3").join())
				.withCauseInstanceOf(IllegalStateException.class);
			assertThat(books.calls()).isEqualTo(2);
			assertThat(counts(context)).containsExactly("durations get 5", "durations load 2", "durations put 1",
					"entries 2", "gets hit 2", "gets miss 3", "puts 1");
		});
	}

	@Test
	void publishers() {
		this.caffeine.run((context) -> {
			Books books = context.getBean(Books.class);
			assertThat(books.titleSoon("1").block()).isEqualTo(books.titleSoon("1").block()).isEqualTo("title of 1");
			assertThat(books.titles("2").collectList().block()).isEqualTo(books.titles("2").collectList().block());
			assertThat(books.titleSoonOnce("3").block()).isEqualTo(books.titleSoonOnce("3").block());
			assertThat(books.calls()).isEqualTo(3);
			assertThat(counts(context)).contains("gets hit 3", "gets miss 3", "puts 2", "durations load 1");
		});
	}

	@Test
	void failuresReachTheHandlerOfTheApplication() {
		this.runner.withUserConfiguration(Burning.class, Forgiving.class).run((context) -> {
			Books books = context.getBean(Books.class);
			assertThat(books.title("1")).isEqualTo("title of 1");
			assertThat(books.titleOnce("2")).isEqualTo("title of 2");
			assertThat(books.rename("1", "Emma")).isEqualTo("Emma");
			books.forget("1");
			books.forgetAll();
			assertThat(context.getBean(Handler.class).calls)
				.isEqualTo(List.of("get", "put", "get", "put", "evict", "clear"));
			assertThat(counts(context))
				.contains("gets error 2", "errors IllegalStateException get 2", "errors IllegalStateException put 2",
						"errors IllegalStateException evict 1", "errors IllegalStateException clear 1")
				.noneMatch((text) -> text.contains("hit") || text.contains("miss") || text.startsWith("puts"));
		});
	}

	@Test
	void withoutAHandlerFailuresReachTheCaller() {
		this.runner.withUserConfiguration(Burning.class).run((context) -> {
			Books books = context.getBean(Books.class);
			assertThatIllegalStateException().isThrownBy(() -> books.title("1")).withMessage("no connection");
			assertThatIllegalStateException().isThrownBy(() -> books.titleOnce("1")).withMessage("no connection");
			assertThat(counts(context)).containsExactly("durations get 2", "errors IllegalStateException get 2",
					"gets error 2");
		});
	}

	private static Set<String> counts(ApplicationContext context) {
		return CacheCounts.of(context.getBean(GuardedRegistry.class), "books");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@Import(Books.class)
	static class Caching {

	}

	@Configuration(proxyBeanMethods = false)
	static class InCaffeine {

		@Bean
		CacheManager cacheManager() {
			CaffeineCacheManager manager = new CaffeineCacheManager();
			manager.setAsyncCacheMode(true);
			manager.setCacheNames(List.of("books"));
			return manager;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Burning {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager() {

				@Override
				protected Cache createConcurrentMapCache(String name) {
					return new BurningCache(name);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Handler.class)
	static class Forgiving implements CachingConfigurer {

		private final Handler handler;

		Forgiving(Handler handler) {
			this.handler = handler;
		}

		@Override
		public CacheErrorHandler errorHandler() {
			return this.handler;
		}

	}

	static class Handler implements CacheErrorHandler {

		private final List<String> calls = new ArrayList<>();

		@Override
		public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
			record("get", exception, cache);
		}

		@Override
		public void handleCachePutError(RuntimeException exception, Cache cache, Object key, @Nullable Object value) {
			record("put", exception, cache);
		}

		@Override
		public void handleCacheEvictError(RuntimeException exception, Cache cache, Object key) {
			record("evict", exception, cache);
		}

		@Override
		public void handleCacheClearError(RuntimeException exception, Cache cache) {
			record("clear", exception, cache);
		}

		private void record(String call, RuntimeException exception, Cache cache) {
			assertThat(exception).hasMessage("no connection");
			assertThat(cache.getName()).isEqualTo("books");
			this.calls.add(call);
		}

	}

	static class BurningCache extends ConcurrentMapCache {

		BurningCache(String name) {
			super(name);
		}

		@Override
		protected @Nullable Object lookup(Object key) {
			throw burn();
		}

		@Override
		public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
			throw burn();
		}

		@Override
		public void put(Object key, @Nullable Object value) {
			throw burn();
		}

		@Override
		public void evict(Object key) {
			throw burn();
		}

		@Override
		public void clear() {
			throw burn();
		}

		private static IllegalStateException burn() {
			return new IllegalStateException("no connection");
		}

	}

	@CacheConfig(cacheNames = "books", cacheManager = "cacheManager")
	static class Books {

		private final AtomicInteger calls = new AtomicInteger();

		@Cacheable
		public String title(String isbn) {
			return find(isbn);
		}

		@Cacheable
		public @Nullable String nothing(String isbn) {
			find(isbn);
			return null;
		}

		@Cacheable(sync = true)
		public String titleOnce(String isbn) {
			return find(isbn);
		}

		@Cacheable
		public String outOfPrint(String isbn) {
			throw new IllegalStateException("out of print");
		}

		@Cacheable(sync = true)
		public String outOfPrintOnce(String isbn) {
			throw new IllegalStateException("out of print");
		}

		@CachePut(key = "#isbn")
		public String rename(String isbn, String title) {
			return title;
		}

		@CacheEvict
		public void forget(String isbn) {
		}

		@CacheEvict(allEntries = true)
		public void forgetAll() {
		}

		@Cacheable
		public CompletableFuture<String> titleLater(String isbn) {
			return CompletableFuture.supplyAsync(() -> find(isbn));
		}

		@Cacheable(sync = true)
		public CompletableFuture<String> titleLaterOnce(String isbn) {
			return CompletableFuture.supplyAsync(() -> find(isbn));
		}

		@Cacheable(sync = true)
		public CompletableFuture<String> outOfPrintLater(String isbn) {
			return CompletableFuture.failedFuture(new IllegalStateException("out of print"));
		}

		@Cacheable
		public Mono<String> titleSoon(String isbn) {
			return Mono.fromSupplier(() -> find(isbn));
		}

		@Cacheable(sync = true)
		public Mono<String> titleSoonOnce(String isbn) {
			return Mono.fromSupplier(() -> find(isbn));
		}

		@Cacheable
		public Flux<String> titles(String isbn) {
			return Flux.defer(() -> Flux.just(find(isbn), "and more"));
		}

		int calls() {
			return this.calls.get();
		}

		private String find(String isbn) {
			this.calls.incrementAndGet();
			return "title of " + isbn;
		}

	}

}
