package dev.fennel.messaging;

import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Hears of the ends of monos. Loaded only where Reactor is there.
 */
final class MonoEnds {

	private MonoEnds() {
	}

	static boolean isMono(@Nullable Object value) {
		return value instanceof Mono;
	}

	static Object follow(@Nullable Object mono, AsyncDelivery delivery) {
		if (!(mono instanceof Mono<?> followed)) {
			throw new IllegalArgumentException("No mono");
		}
		return followed.doOnSuccess((value) -> delivery.end(null))
			.doOnError(delivery::end)
			.doOnCancel(() -> delivery.end(new CancellationException()));
	}

}
