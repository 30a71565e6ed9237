package dev.fennel.jdbc;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The trackers that HikariCP makes for a registry of Micrometer's.
 */
final class MicrometerTrackers {

	private MicrometerTrackers() {
	}

	static boolean isRegistry(@Nullable Object registry) {
		return registry instanceof MeterRegistry;
	}

	static MetricsTrackerFactory of(Object registry) {
		return new MicrometerMetricsTrackerFactory((MeterRegistry) registry);
	}

}
