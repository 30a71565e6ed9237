package dev.fennel.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AsyncCacheTests {

	private final MeteredCaches caches = new MeteredCaches();

	private final Cache books = this.caches.measured(TestCache.CAFFEINE_ASYNC.make("books"));

	@Test
	void futureIsMeasuredToItsEnd() {
		CompletableFuture<String> load = new CompletableFuture<>();
		CompletableFuture<String> first = this.books.retrieve("1", () -> load);
		CompletableFuture<String> second = this.books.retrieve("1", () -> fail());
		assertThat(this.caches.counts(this.books)).isEmpty();
		load.complete("Emma");
		assertThat(first.join()).isEqualTo(second.join()).isEqualTo("Emma");
		assertThat(this.caches.counts(this.books)).containsExactly("durations get 2", "durations load 1", "gets hit 1",
				"gets miss 1");
	}

	@Test
	void nullAndValuesAreHitsAndNothingIsAMiss() {
		this.books.put("1", null);
		this.books.put("2", "Emma");
		assertThat(this.books.retrieve("1")).isCompleted();
		assertThat(this.books.retrieve("2")).isCompleted();
		assertThat(this.books.retrieve("3")).isNull();
		assertThat(this.caches.counts(this.books)).contains("gets hit 2", "gets miss 1");
	}

	@Test
	void futureThatEndsWithNothingIsAMiss() {
		Cache slow = this.caches.measured(new Slow("slow", CompletableFuture.completedFuture(null)));
		assertThat(slow.retrieve("1")).isCompletedWithValue(null);
		assertThat(this.caches.counts(slow)).containsExactly("durations get 1", "gets miss 1");
	}

	@Test
	void failedLoadIsNoErrorOfTheCacheNeitherForWhoWaitsForIt() {
		CompletableFuture<String> load = new CompletableFuture<>();
		CompletableFuture<String> first = this.books.retrieve("1", () -> load);
		CompletableFuture<String> second = this.books.retrieve("1", () -> fail());
		CompletableFuture<?> third = this.books.retrieve("1");
		load.completeExceptionally(new IllegalStateException("out of print"));
		assertThat(first).isCompletedExceptionally();
		assertThat(second).isCompletedExceptionally();
		assertThat(third).isCompletedExceptionally();
		assertThat(this.caches.counts(this.books)).contains("durations get 3", "durations load 1", "gets miss 3")
			.noneMatch((text) -> text.contains("error"));
	}

	@Test
	void loaderThatThrowsIsNoErrorOfTheCache() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.books.retrieve("1", () -> fail()))
			.withMessage("loaded twice");
		assertThat(this.caches.counts(this.books)).containsExactly("durations get 1", "durations load 1",
				"gets miss 1");
	}

	@Test
	void failureOfTheCacheIsAnErrorByItsOwnName() {
		Cache slow = this.caches
			.measured(new Slow("slow", CompletableFuture.failedFuture(new IllegalStateException("connection lost"))));
		assertThat(slow.retrieve("1")).isCompletedExceptionally();
		assertThat(slow.retrieve("1", () -> CompletableFuture.completedFuture("Emma"))).isCompletedExceptionally();
		assertThat(this.caches.counts(slow)).containsExactly("durations get 2", "errors IllegalStateException get 2",
				"gets error 2");
	}

	@Test
	void whatACacheCannotDoIsAnError() {
		Cache own = this.caches.measured(TestCache.OWN.make("own"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> own.retrieve("1"))
			.withMessage(Shelf.Books.class.getName() + " does not support CompletableFuture-based retrieval");
		assertThat(this.caches.counts(own)).containsExactly("durations get 1",
				"errors UnsupportedOperationException get 1", "gets error 1");
	}

	@Test
	void cancelledGetIsNoneUnlessItIsKnownToBeAMiss() {
		CompletableFuture<@Nullable Object> lookup = new CompletableFuture<>();
		Cache slow = this.caches.measured(new Slow("slow", lookup));
		CompletableFuture<?> given = slow.retrieve("1");
		assertThat(given).isSameAs(lookup);
		given.cancel(true);
		assertThat(this.caches.counts(slow)).isEmpty();
		CompletableFuture<String> load = new CompletableFuture<>();
		this.books.retrieve("1", () -> load).cancel(true);
		assertThat(load).isNotDone();
		assertThat(this.caches.counts(this.books)).contains("gets miss 1");
	}

	@Test
	void futureOfTheLoaderComesBackAsItIs() {
		Cache plain = this.caches.measured(TestCache.CAFFEINE_WITHOUT_NULLS.make("plain"));
		CompletableFuture<String> load = new CompletableFuture<>();
		assertThat(plain.retrieve("1", () -> load)).isSameAs(load);
	}

	private static CompletableFuture<String> fail() {
		throw new IllegalStateException("loaded twice");
	}

	/**
	 * An own cache whose answer comes later.
	 */
	private static final class Slow extends Shelf.Books {

		private final CompletableFuture<?> lookup;

		Slow(String name, CompletableFuture<?> lookup) {
			super(name);
			this.lookup = lookup;
		}

		@Override
		public CompletableFuture<?> retrieve(Object key) {
			return this.lookup;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
			return (CompletableFuture<T>) this.lookup;
		}

	}

}
