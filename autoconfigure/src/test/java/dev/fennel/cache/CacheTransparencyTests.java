package dev.fennel.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A measured cache does what the same cache does without.
 */
class CacheTransparencyTests {

	@ParameterizedTest
	@EnumSource
	void everyCallEndsAsItWouldWithout(TestCache kind) {
		Cache bare = kind.make("books");
		Cache measured = new MeteredCaches().measured(kind.make("books"));
		assertThat(outcomes(measured)).isEqualTo(outcomes(bare)).hasSizeGreaterThan(30);
	}

	@ParameterizedTest
	@EnumSource
	void cacheIsStillWhatItWas(TestCache kind) {
		Cache bare = kind.make("books");
		Cache measured = new MeteredCaches().measured(bare);
		assertThat(measured.getName()).isEqualTo(bare.getName());
		assertThat(measured.getNativeCache()).isSameAs(bare.getNativeCache());
		assertThat(measured.toString()).isEqualTo(
				(bare.getClass() == TransactionAwareCacheDecorator.class) ? target(bare).toString() : bare.toString());
	}

	@Test
	void wrapperIsTheCachesOwn() {
		Cache bare = TestCache.OWN.make("books");
		Cache measured = new MeteredCaches().measured(bare);
		measured.put("1", "Emma");
		assertThat(measured.get("1")).isSameAs(bare.get("1"));
		assertThat(measured.putIfAbsent("1", "Persuasion")).isSameAs(bare.get("1"));
	}

	private static List<String> outcomes(Cache cache) {
		Outcomes outcomes = new Outcomes(cache);
		getAndLoad(outcomes);
		retrieve(outcomes);
		drop(outcomes);
		return outcomes.all;
	}

	private static void getAndLoad(Outcomes outcomes) {
		outcomes.add((books) -> books.get("1"));
		outcomes.add((books) -> books.get("1", String.class));
		outcomes.add((books) -> books.get("1", (Class<?>) null));
		outcomes.run((books) -> books.put("1", "Emma"));
		outcomes.add((books) -> books.get("1"));
		outcomes.add((books) -> books.get("1", String.class));
		outcomes.add((books) -> books.get("1", Object.class));
		outcomes.add((books) -> books.get("1", Integer.class));
		outcomes.add((books) -> books.get("1", new TestLoader("Persuasion")));
		outcomes.run((books) -> books.put("2", null));
		outcomes.add((books) -> books.get("2"));
		outcomes.add((books) -> books.get("2", String.class));
		outcomes.add((books) -> books.get("2", new TestLoader("Persuasion")));
		outcomes.add((books) -> books.get("3", new TestLoader("Persuasion")));
		outcomes.add((books) -> books.get("4", new TestLoader(null)));
		outcomes.add((books) -> books.get("5", new TestLoader(new IllegalStateException("out of print"))));
		outcomes.add((books) -> books.get("11", new TestLoader(new IOException("out of print"))));
		outcomes.add((books) -> books.putIfAbsent("1", "Persuasion"));
		outcomes.add((books) -> books.putIfAbsent("6", "Persuasion"));
		outcomes.add((books) -> books.putIfAbsent("7", null));
		outcomes.add((books) -> books.get("6"));
	}

	private static void retrieve(Outcomes outcomes) {
		outcomes.add((books) -> books.retrieve("1"));
		outcomes.add((books) -> books.retrieve("8"));
		outcomes.add((books) -> books.retrieve("1", () -> CompletableFuture.completedFuture("Persuasion")));
		outcomes.add((books) -> books.retrieve("8", () -> CompletableFuture.completedFuture("Persuasion")));
		outcomes.add((books) -> books.retrieve("9", () -> CompletableFuture.completedFuture(null)));
		outcomes.add((books) -> books.retrieve("10",
				() -> CompletableFuture.failedFuture(new IllegalStateException("out of print"))));
		outcomes.add((books) -> books.retrieve("12", () -> {
			throw new IllegalStateException("out of print");
		}));
	}

	private static void drop(Outcomes outcomes) {
		outcomes.add((books) -> books.evictIfPresent("1"));
		outcomes.add((books) -> books.evictIfPresent("1"));
		outcomes.run((books) -> books.evict("6"));
		outcomes.add((books) -> books.get("6"));
		outcomes.add((books) -> books.invalidate());
		outcomes.add((books) -> books.invalidate());
		outcomes.run((books) -> books.put("1", "Emma"));
		outcomes.run(Cache::clear);
		outcomes.add((books) -> books.get("1"));
		outcomes.add((books) -> books.get("broken"));
		outcomes.add((books) -> books.get("broken", String.class));
	}

	private static Cache target(Cache cache) {
		return ((TransactionAwareCacheDecorator) cache).getTargetCache();
	}

	/**
	 * What calls returned or threw, as text.
	 */
	private static final class Outcomes {

		private final Cache cache;

		private final List<String> all = new ArrayList<>();

		Outcomes(Cache cache) {
			this.cache = cache;
		}

		void run(Consumer<Cache> call) {
			add((books) -> {
				call.accept(books);
				return "done";
			});
		}

		void add(Function<Cache, @Nullable Object> call) {
			String outcome;
			try {
				outcome = text(call.apply(this.cache));
			}
			catch (Exception ex) {
				outcome = "throws " + text(ex);
			}
			this.all.add(this.all.size() + " " + outcome.replace(this.cache.getName(), "books"));
		}

		private static String text(@Nullable Object value) {
			if (value instanceof Cache.ValueWrapper wrapper) {
				return "wrapped " + wrapper.get();
			}
			if (value instanceof CompletableFuture<?> future) {
				try {
					return "in the end " + text(future.join());
				}
				catch (CompletionException ex) {
					return "fails with " + text(ex);
				}
			}
			if (value instanceof Throwable error) {
				return error + ((error.getCause() != null) ? " because of " + text(error.getCause()) : "");
			}
			return String.valueOf(value);
		}

	}

}
