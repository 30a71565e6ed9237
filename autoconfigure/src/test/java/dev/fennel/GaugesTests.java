package dev.fennel;

import java.time.Instant;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GaugesTests {

	@Test
	void theCurrentTimeIsInSecondsWithMilliseconds() {
		GaugeDataPoint gauge = MetricFactory.with(new GuardedRegistry())
			.build()
			.gauge("last_import_timestamp_seconds")
			.registerSingle();
		long before = Instant.now().toEpochMilli();
		Gauges.setToCurrentTime(gauge);
		assertThat(Math.round(gauge.get() * 1000)).isBetween(before, Instant.now().toEpochMilli());
	}

}
