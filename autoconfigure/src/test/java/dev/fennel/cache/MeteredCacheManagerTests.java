package dev.fennel.cache;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class MeteredCacheManagerTests {

	private static final int NAMES = 100_000;

	private static final long MEGABYTE = 1 << 20;

	private final MeteredCaches caches = new MeteredCaches();

	@Test
	void cacheIsTheSameAtEachCallAndNullStaysNull() {
		MeteredCacheManager manager = this.caches.manager(new CaffeineCacheManager("books"));
		assertThat(manager.getCache("books")).isNotNull().isSameAs(manager.getCache("books"));
		assertThat(manager.getCache("authors")).isNull();
	}

	@Test
	void knownCachesAreShownAtZero() {
		this.caches.manager(new CaffeineCacheManager("books", "authors")).showCaches();
		Page page = Scrapes.of(this.caches.registry());
		for (String cache : List.of("books", "authors")) {
			String labels = "{backend=\"caffeine\",cache=\"%s\",cache_manager=\"main\"".formatted(cache);
			assertThat(page.samples()).containsEntry("cache_puts_total" + labels + "}", 0.0)
				.containsEntry("cache_evictions_total" + labels + "}", 0.0)
				.containsEntry("cache_clears_total" + labels + "}", 0.0)
				.containsEntry("cache_entries" + labels + "}", 0.0)
				.containsEntry("cache_gets_total" + labels + ",result=\"hit\"}", 0.0)
				.containsEntry("cache_gets_total" + labels + ",result=\"miss\"}", 0.0)
				.containsEntry("cache_gets_total" + labels + ",result=\"error\"}", 0.0)
				.containsEntry("cache_operation_duration_seconds_count" + labels + ",operation=\"load\"}", 0.0);
		}
	}

	@Test
	void cacheThatTakesThePlaceOfAnotherGoesOnWithItsSeries() {
		CaffeineCacheManager caffeine = new CaffeineCacheManager("books");
		MeteredCacheManager manager = this.caches.manager(caffeine);
		Cache first = get(manager, "books");
		first.put("1", "Emma");
		first.put("2", "Emma");
		caffeine.registerCustomCache("books", Caffeine.newBuilder().build());
		Cache second = get(manager, "books");
		assertThat(second).isNotSameAs(first);
		assertThat(second.get("1")).isNull();
		second.put("1", "Emma");
		assertThat(this.caches.counts(second)).contains("puts 3", "gets miss 1");
		assertThat(this.caches.entries(second)).isEqualTo(1);
	}

	@Test
	void entriesOfACacheThatIsGoneAreGoneAtOnce() {
		CaffeineCacheManager caffeine = new CaffeineCacheManager();
		Cache books = get(this.caches.manager(caffeine), "books");
		books.put("1", "Emma");
		assertThat(this.caches.entries(books)).isEqualTo(1);
		caffeine.removeCache("books");
		assertThat(this.caches.entries(books)).isNull();
		assertThat(this.caches.counts(books)).contains("puts 1");
	}

	@Test
	void cacheThatIsGoneIsNotKeptAlive() {
		CaffeineCacheManager caffeine = new CaffeineCacheManager();
		MeteredCacheManager manager = this.caches.manager(caffeine);
		WeakReference<Object> store = new WeakReference<>(get(manager, "books").getNativeCache());
		caffeine.removeCache("books");
		for (int i = 0; i < 20 && store.get() != null; i++) {
			System.gc();
		}
		assertThat(store.get()).isNull();
		assertThat(Scrapes.of(this.caches.registry()).text()).doesNotContain("cache_entries{");
	}

	@Test
	void aHundredThousandNamesLeaveLittleBehind() {
		CaffeineCacheManager caffeine = new CaffeineCacheManager();
		MeteredCacheManager manager = this.caches.manager(caffeine);
		comeAndGo(manager, caffeine, "warm", 6000);
		long before = usedMemory();
		comeAndGo(manager, caffeine, "cache", NAMES);
		assertThat(usedMemory() - before).isLessThan(10 * MEGABYTE);
		Page page = Scrapes.of(this.caches.registry());
		assertThat(page.value("fennel_series{family=\"cache_puts_total\"}")).isLessThanOrEqualTo(5001);
		assertThat(page.value("cache_puts_total{backend=\"caffeine\",cache=\"__other__\",cache_manager=\"main\"}"))
			.isEqualTo(6000 + NAMES - 5000);
		assertThat(page.sum((sample) -> sample.startsWith("cache_puts_total"))).isEqualTo(6000 + NAMES);
	}

	@Test
	void whatLeadsToMeteredManagersIsNotMeteredTwice() {
		MeteredCacheManager inner = this.caches.manager(new ConcurrentMapCacheManager("books"));
		MeteredCacheManager outer = this.caches.manager(new CompositeCacheManager(asManager(inner)));
		Cache books = get(outer, "books");
		assertThat(books).isSameAs(inner.getCache("books"));
		books.put("1", "Emma");
		assertThat(this.caches.counts(books)).contains("puts 1");
	}

	@Test
	void transactionsAreKeptAndTheCacheBehindIsWhatItWas() {
		ConcurrentMapCacheManager simple = new ConcurrentMapCacheManager("books");
		MeteredCacheManager inner = this.caches.manager(simple);
		MeteredCacheManager outer = this.caches.manager(new TransactionAwareCacheManagerProxy(asManager(inner)));
		Cache books = get(outer, "books");
		assertThat(books).isSameAs(outer.getCache("books")).isInstanceOf(TransactionAwareCacheDecorator.class);
		assertThat(((TransactionAwareCacheDecorator) books).getTargetCache()).isSameAs(simple.getCache("books"));
		books.put("1", "Emma");
		assertThat(this.caches.counts(books)).contains("puts 1");
	}

	@Test
	void managerThatGivesEachTenantAnotherCacheGivesTheSameOnesAgain() {
		List<Cache> tenants = List.of(TestCache.SIMPLE.make("books"), TestCache.SIMPLE.make("books"));
		int[] tenant = { 0 };
		MeteredCacheManager manager = this.caches.manager(new Names("books") {

			@Override
			public Cache getCache(String name) {
				return tenants.get(tenant[0]);
			}

		});
		Cache first = get(manager, "books");
		tenant[0] = 1;
		Cache second = get(manager, "books");
		second.put("1", "Emma");
		tenant[0] = 0;
		assertThat(manager.getCache("books")).isSameAs(first).isNotSameAs(second);
		assertThat(first.get("1")).isNull();
		tenant[0] = 1;
		assertThat(manager.getCache("books")).isSameAs(second);
	}

	@Test
	void threadsGetTheSameCacheAndNoGetIsLost() throws Exception {
		CaffeineCacheManager caffeine = new CaffeineCacheManager();
		MeteredCacheManager manager = this.caches.manager(caffeine);
		CyclicBarrier start = new CyclicBarrier(2);
		Callable<Cache> use = () -> {
			start.await();
			Cache books = get(manager, "books");
			books.get("1");
			return books;
		};
		ExecutorService threads = Executors.newFixedThreadPool(2);
		for (int round = 0; round < 10_000; round++) {
			List<Future<Cache>> used = threads.invokeAll(List.of(use, use));
			assertThat(used.get(0).get()).isSameAs(used.get(1).get());
			caffeine.removeCache("books");
		}
		threads.shutdown();
		assertThat(Scrapes.of(this.caches.registry()).sum((sample) -> sample.startsWith("cache_gets_total")))
			.isEqualTo(20_000);
	}

	private static void comeAndGo(MeteredCacheManager manager, CaffeineCacheManager caffeine, String name, int times) {
		for (int i = 0; i < times; i++) {
			get(manager, name + i).put("1", "Emma");
			caffeine.removeCache(name + i);
		}
	}

	private static long usedMemory() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	private static Cache get(MeteredCacheManager manager, String name) {
		return Objects.requireNonNull(manager.getCache(name));
	}

	private static CacheManager asManager(MeteredCacheManager metered) {
		return new Names("books") {

			@Override
			public Cache getCache(String name) {
				return get(metered, name);
			}

		};
	}

	private abstract static class Names implements CacheManager {

		private final Set<String> names;

		Names(String... names) {
			this.names = Set.of(names);
		}

		@Override
		public Set<String> getCacheNames() {
			return this.names;
		}

	}

}
