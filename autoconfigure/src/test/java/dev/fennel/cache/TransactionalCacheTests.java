package dev.fennel.cache;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits for the end of a transaction, and what does not.
 */
class TransactionalCacheTests {

	private final MeteredCaches caches = new MeteredCaches();

	@BeforeEach
	void begin() {
		TransactionSynchronizationManager.initSynchronization();
	}

	@AfterEach
	void end() {
		TransactionSynchronizationManager.clearSynchronization();
	}

	@Test
	void changesCountWhenTheyAreMade() {
		Cache books = this.caches.measured(TestCache.TRANSACTIONAL.make("books"));
		books.put("1", "Emma");
		books.evict("2");
		books.clear();
		books.put("3", "Persuasion");
		assertThat(books.get("1")).isNull();
		assertThat(this.caches.counts(books)).containsExactly("durations get 1", "gets miss 1");
		TransactionSynchronizationUtils.triggerAfterCommit();
		assertThat(books.get("3")).isNotNull();
		assertThat(this.caches.counts(books)).contains("puts 2", "evictions 1", "clears 1", "gets hit 1");
	}

	@Test
	void changesThatAreRolledBackDoNotCount() {
		Cache books = this.caches.measured(TestCache.TRANSACTIONAL.make("books"));
		books.put("1", "Emma");
		assertThat(this.caches.counts(books)).isEmpty();
	}

	@Test
	void changesThatDidNotWaitDoNotWaitNow() {
		Cache own = this.caches.measured(TestCache.OWN.make("own"));
		assertThat(own).isInstanceOf(MeteredCacheDecorator.class);
		own.put("1", "Emma");
		own.evict("2");
		assertThat(own.get("1")).isNotNull();
		own.clear();
		assertThat(own.get("1")).isNull();
		assertThat(this.caches.counts(own)).contains("puts 1", "evictions 1", "clears 1");
	}

}
