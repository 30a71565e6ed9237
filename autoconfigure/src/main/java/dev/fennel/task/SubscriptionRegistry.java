package dev.fennel.task;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes subscriptions where the application observes nothing. It has nothing in any
 * thread, and for all else it is not there.
 */
final class SubscriptionRegistry implements ObservationRegistry {

	private final ObservationConfig config = new ObservationConfig();

	SubscriptionRegistry(Subscriptions subscriptions) {
		this.config.observationHandler(subscriptions);
	}

	@Override
	public boolean isNoop() {
		return !Subscriptions.isSubscribing();
	}

	@Override
	public @Nullable Observation getCurrentObservation() {
		return null;
	}

	@Override
	public Observation.@Nullable Scope getCurrentObservationScope() {
		return null;
	}

	@Override
	public void setCurrentObservationScope(Observation.@Nullable Scope current) {
	}

	@Override
	public ObservationConfig observationConfig() {
		return this.config;
	}

}
