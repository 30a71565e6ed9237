package dev.fennel.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What is resolved by a name that others choose, kept as long as there is room.
 *
 * @param <S> the type of what is kept
 */
final class KeptSeries<S> {

	private final AtomicInteger room;

	private final ConcurrentMap<String, S> series = new ConcurrentHashMap<>();

	KeptSeries(AtomicInteger room) {
		this.room = room;
	}

	S get(String name, Function<String, S> resolver) {
		S kept = this.series.get(name);
		return (kept != null) ? kept : resolve(name, resolver);
	}

	private S resolve(String name, Function<String, S> resolver) {
		S resolved = resolver.apply(name);
		if (this.room.get() <= 0) {
			return resolved;
		}
		S earlier = this.series.putIfAbsent(name, resolved);
		if (earlier != null) {
			return earlier;
		}
		this.room.decrementAndGet();
		return resolved;
	}

}
