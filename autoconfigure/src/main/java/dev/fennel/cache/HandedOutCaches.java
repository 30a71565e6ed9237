package dev.fennel.cache;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * The measured caches that somebody holds, found by the caches in whose place they are. A
 * cache that its manager has dropped is not kept alive here.
 */
final class HandedOutCaches {

	private final ConcurrentMap<Object, HandedOut> caches = new ConcurrentHashMap<>();

	private final ReferenceQueue<Cache> gone = new ReferenceQueue<>();

	@Nullable Cache get(Cache target, boolean transactional) {
		HandedOut found = this.caches.get(new Target(target, transactional));
		return (found != null) ? found.get() : null;
	}

	/**
	 * Adds a measured cache.
	 * @return the one to hand out, which another thread may have added
	 */
	synchronized Cache add(Cache target, boolean transactional, Cache measured) {
		for (Reference<?> each = this.gone.poll(); each != null; each = this.gone.poll()) {
			this.caches.remove(each);
		}
		Cache other = get(target, transactional);
		if (other != null) {
			return other;
		}
		HandedOut added = new HandedOut(measured, System.identityHashCode(target), this.gone);
		this.caches.put(added, added);
		return measured;
	}

	int size() {
		return this.caches.size();
	}

	/**
	 * What is looked up. It lives as long as the look-up.
	 */
	private static final class Target {

		private final Cache cache;

		private final boolean transactional;

		Target(Cache cache, boolean transactional) {
			this.cache = cache;
			this.transactional = transactional;
		}

		@Override
		@SuppressWarnings("EqualsDoesntCheckParameterClass") // looked up alone
		public boolean equals(Object other) {
			return other instanceof HandedOut handedOut && handedOut.get() instanceof MeasuredCache measured
					&& measured.metered().target() == this.cache && measured.isTransactional() == this.transactional;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.cache);
		}

	}

	private static final class HandedOut extends WeakReference<Cache> {

		private final int hash;

		HandedOut(Cache measured, int hash, ReferenceQueue<Cache> gone) {
			super(measured, gone);
			this.hash = hash;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
