package dev.fennel.exposition;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.fennel.PageResponse;
import org.jspecify.annotations.Nullable;

/**
 * Makes a page once for all who wait for it. While one is made, those who come wait for
 * the next, which is theirs together: none gets a page that was begun before it asked.
 * Who has waited for long makes a page of its own.
 */
final class SharedPages {

	private static final long PATIENCE_MILLIS = 100;

	/** The page that is waited for may have to wait itself before it is made. */
	private static final long LONGEST_MILLIS = 1000;

	private final Map<Object, CompletableFuture<PageResponse>> made = new HashMap<>();

	private final Map<Object, CompletableFuture<PageResponse>> next = new HashMap<>();

	private final long patienceMillis;

	private final long longestMillis;

	SharedPages() {
		this(PATIENCE_MILLIS, LONGEST_MILLIS);
	}

	SharedPages(long patienceMillis, long longestMillis) {
		this.patienceMillis = patienceMillis;
		this.longestMillis = longestMillis;
	}

	/**
	 * Returns a page that is begun from now on.
	 * @param key what is the same for all who may share it
	 * @param maker makes the page, which may be sent more than once, at the same time
	 * @return the page
	 */
	PageResponse get(Object key, Supplier<PageResponse> maker) {
		CompletableFuture<PageResponse> mine = new CompletableFuture<>();
		CompletableFuture<PageResponse> before;
		CompletableFuture<PageResponse> shared;
		synchronized (this) {
			before = this.made.get(key);
			shared = (before != null) ? this.next.putIfAbsent(key, mine) : null;
			if (before == null) {
				this.made.put(key, mine);
			}
		}
		if (shared != null) {
			PageResponse page = await(shared, this.longestMillis);
			return (page != null) ? page : maker.get();
		}
		if (before != null) {
			await(before, this.patienceMillis);
			begin(key, mine);
		}
		return make(key, mine, maker);
	}

	/** From here on who comes waits for another. */
	private synchronized void begin(Object key, CompletableFuture<PageResponse> mine) {
		this.next.remove(key, mine);
		this.made.put(key, mine);
	}

	private PageResponse make(Object key, CompletableFuture<PageResponse> mine, Supplier<PageResponse> maker) {
		try {
			PageResponse page = maker.get();
			mine.complete(page);
			return page;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			end(key, mine);
		}
	}

	private synchronized void end(Object key, CompletableFuture<PageResponse> mine) {
		this.made.remove(key, mine);
	}

	private static @Nullable PageResponse await(CompletableFuture<PageResponse> page, long millis) {
		try {
			return page.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
