package dev.fennel.cache;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.cache.Cache;
import org.springframework.cache.support.NoOpCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

class MeteredCacheTests {

	private final MeteredCaches caches = new MeteredCaches();

	@ParameterizedTest
	@EnumSource
	void whatIsDoneIsCounted(TestCache kind) {
		Cache books = this.caches.measured(kind.make("books"));
		books.get("1");
		books.put("1", "Emma");
		books.get("1");
		books.get("1", String.class);
		books.get("2", String.class);
		books.putIfAbsent("1", "Persuasion");
		books.putIfAbsent("3", "Persuasion");
		books.evict("3");
		books.evictIfPresent("3");
		books.invalidate();
		books.clear();
		assertThat(this.caches.counts(books)).containsExactly("clears 2", "durations clear 2", "durations evict 2",
				"durations get 4", "durations put 3", "evictions 2", "gets hit 2", "gets miss 2", "puts 2");
		assertThat(Scrapes.of(this.caches.registry()).text())
			.contains("cache_gets_total{backend=\"%s\",cache=\"%s\",cache_manager=\"main\",result=\"hit\"} 2.0"
				.formatted(kind.backend(), books.getName()));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CAFFEINE_WITHOUT_NULLS")
	void nullThatIsStoredIsAHit(TestCache kind) {
		Cache books = this.caches.measured(kind.make("books"));
		books.put("1", null);
		assertThat(books.get("1")).isNotNull();
		assertThat(books.get("1", new TestLoader("Emma"))).isNull();
		assertThat(this.caches.counts(books)).contains("gets hit 2").noneMatch((text) -> text.startsWith("gets miss"));
		assertThat(books.get("1", String.class)).isNull();
		assertThat(this.caches.counts(books)).contains((kind == TestCache.OWN) ? "gets miss 1" : "gets hit 3");
	}

	@ParameterizedTest
	@EnumSource
	void loadedValueIsAMissAndNoPut(TestCache kind) {
		Cache books = this.caches.measured(kind.make("books"));
		assertThat(books.get("1", new TestLoader("Emma"))).isEqualTo("Emma");
		assertThat(books.get("1", new TestLoader("Emma"))).isEqualTo("Emma");
		assertThat(this.caches.counts(books)).containsExactly("durations get 2", "durations load 1", "gets hit 1",
				"gets miss 1");
	}

	@ParameterizedTest
	@EnumSource
	void exceptionOfALoaderIsNoErrorOfTheCache(TestCache kind) {
		Cache books = this.caches.measured(kind.make("books"));
		IllegalStateException outOfPrint = new IllegalStateException("out of print");
		Throwable thrown = catchThrowable(() -> books.get("1", new TestLoader(outOfPrint)));
		assertThat(thrown).isInstanceOf(Cache.ValueRetrievalException.class).hasRootCause(outOfPrint);
		assertThat(this.caches.counts(books)).containsExactly("durations get 1", "durations load 1", "gets miss 1");
	}

	@Test
	void timeOfALoaderIsNotThatOfTheGet() {
		Cache books = this.caches.measured(TestCache.CAFFEINE.make("books"));
		CountDownLatch never = new CountDownLatch(1);
		books.get("1", () -> never.await(200, TimeUnit.MILLISECONDS));
		Page page = Scrapes.of(this.caches.registry());
		assertThat(seconds(page, "load")).isGreaterThan(0.19);
		assertThat(seconds(page, "get")).isLessThan(seconds(page, "load"));
	}

	@Test
	void failuresAreCountedAndThrown() {
		Cache books = this.caches.measured(new Burning("books"));
		assertThatIllegalStateException().isThrownBy(() -> books.get("1")).withMessage("get");
		assertThatIllegalStateException().isThrownBy(() -> books.get("1", String.class)).withMessage("get");
		assertThatIllegalStateException().isThrownBy(() -> books.get("1", new TestLoader("Emma"))).withMessage("get");
		assertThatIllegalStateException().isThrownBy(() -> books.put("1", "Emma")).withMessage("put");
		assertThatIllegalStateException().isThrownBy(() -> books.putIfAbsent("1", "Emma")).withMessage("get");
		assertThatIllegalStateException().isThrownBy(() -> books.evict("1")).withMessage("evict");
		assertThatIllegalStateException().isThrownBy(() -> books.evictIfPresent("1")).withMessage("evict");
		assertThatIllegalStateException().isThrownBy(books::clear).withMessage("clear");
		assertThatIllegalStateException().isThrownBy(books::invalidate).withMessage("clear");
		assertThat(this.caches.counts(books)).containsExactly("durations clear 2", "durations evict 2",
				"durations get 3", "durations put 2", "errors IllegalStateException clear 2",
				"errors IllegalStateException evict 2", "errors IllegalStateException get 3",
				"errors IllegalStateException put 2", "gets error 3");
	}

	@Test
	void valueThatCannotBeStoredAfterItWasLoadedIsAnErrorOfTheCache() {
		Cache books = this.caches.measured(TestCache.CAFFEINE_WITHOUT_NULLS.make("books"));
		catchThrowable(() -> books.get("1", new TestLoader(null)));
		assertThat(this.caches.counts(books)).containsExactly("durations get 1", "durations load 1",
				"errors ValueRetrievalException get 1", "gets error 1");
	}

	@Test
	void withoutLatencyNoTimeIsTaken() {
		MeteredCaches untimed = new MeteredCaches(false);
		Cache books = untimed.measured(TestCache.SIMPLE.make("books"));
		books.get("1", new TestLoader("Emma"));
		books.put("1", "Emma");
		assertThat(untimed.counts(books)).containsExactly("gets miss 1", "puts 1");
		assertThat(Scrapes.of(untimed.registry()).text()).doesNotContain("cache_operation_duration_seconds");
	}

	@ParameterizedTest
	@EnumSource
	void entriesAreShownWhereTheyAreKnownWithoutWork(TestCache kind) {
		Cache books = this.caches.measured(kind.make("books"));
		books.put("1", "Emma");
		books.put("2", "Persuasion");
		boolean known = kind.backend().equals("caffeine") || kind.backend().equals("simple");
		assertThat(this.caches.entries(books)).isEqualTo(known ? 2.0 : null);
	}

	@Test
	void cacheThatKeepsNothingIsGivenAsItIs() {
		Cache nothing = new NoOpCache("nothing");
		assertThat(this.caches.measured(nothing)).isSameAs(nothing);
	}

	private static double seconds(Page page, String operation) {
		return page.sum((sample) -> sample.startsWith("cache_operation_duration_seconds_sum")
				&& sample.contains("operation=\"" + operation + "\""));
	}

	/**
	 * An own cache of which everything fails.
	 */
	private static final class Burning extends Shelf.Books {

		Burning(String name) {
			super(name);
		}

		@Override
		public ValueWrapper get(Object key) {
			throw new IllegalStateException("get");
		}

		@Override
		public void put(Object key, Object value) {
			throw new IllegalStateException("put");
		}

		@Override
		public void evict(Object key) {
			throw new IllegalStateException("evict");
		}

		@Override
		public void clear() {
			throw new IllegalStateException("clear");
		}

	}

}
