package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it says.
 */
class ClientsTests {

	@ParameterizedTest
	@EnumSource
	void eachClientIsAnswered(ClientMeter meter) {
		assertThat(Clients.call(meter.client())).isEqualTo(200);
	}

	@Test
	void fennelCountsTheRequest() {
		GuardedRegistry registry = new GuardedRegistry();
		Clients.call(Clients.fennel(registry));
		assertThat(registry.scrape("http_client_request_duration_seconds"::equals).stream().toList()).singleElement()
			.isInstanceOfSatisfying(HistogramSnapshot.class,
					(family) -> assertThat(family.getDataPoints()).singleElement()
						.satisfies((point) -> assertThat(point.getCount()).isEqualTo(1)));
	}

	@Test
	void micrometerCountsTheRequest() {
		MeterRegistry registry = Chains.meterRegistry(false);
		Clients.call(Clients.micrometer(registry));
		assertThat(registry.get("http.client.requests").timer().count()).isEqualTo(1);
	}

}
