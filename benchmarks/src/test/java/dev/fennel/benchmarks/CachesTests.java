package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cache.CacheManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it is compared for.
 */
class CachesTests {

	@ParameterizedTest
	@EnumSource
	void eachGivesTheValue(CacheMeter meter) {
		assertThat(Caches.books(meter.manager()).get("9780141439587", String.class)).isEqualTo("Emma");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void fennelCountsHitsAndTakesTheTimeIfAsked(boolean latency) {
		GuardedRegistry registry = new GuardedRegistry();
		CacheManager manager = Caches.fennel(registry, latency);
		Caches.books(manager).get("9780141439587");
		assertThat(registry.scrape("cache_gets"::equals)
			.stream()
			.map(CounterSnapshot.class::cast)
			.flatMap((family) -> family.getDataPoints().stream())
			.mapToDouble((point) -> point.getValue())
			.sum()).isEqualTo(1);
		assertThat(registry.scrape("cache_operation_duration_seconds"::equals).size()).isEqualTo(latency ? 1 : 0);
	}

	@Test
	void micrometerReadsHits() {
		PrometheusMeterRegistry registry = Chains.meterRegistry(false);
		Caches.books(Caches.micrometer(registry)).get("9780141439587");
		assertThat(registry.scrape()).contains("cache_gets_total{cache=\"books\",result=\"hit\"} 1.0");
	}

}
