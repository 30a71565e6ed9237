package dev.fennel.autoconfigure.exposition;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

import dev.fennel.testing.WebApp;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page that cannot be written to its end.
 */
@Tag("server")
class HalfWrittenPageTests {

	@ParameterizedTest
	@ValueSource(strings = { "identity", "gzip" })
	void isAnErrorAndNeverTheFirstHalfOfAPage(String encoding) throws IOException {
		try (WebApp app = WebApp.start(BreaksWhileWritten.class)) {
			HttpResponse<String> response = app.send(app.request("/metrics").header("Accept-Encoding", encoding));
			assertThat(response.statusCode()).isEqualTo(500);
			assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
			assertThat(response.body()).doesNotContain("aa_written_first");
			HttpResponse<String> half = app.get("/metrics?name%5B%5D=aa_written_first");
			assertThat(half.statusCode()).isEqualTo(200);
			assertThat(half.body().lines()).hasSize(2 + BreaksWhileWritten.SERIES);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class BreaksWhileWritten {

		static final int SERIES = 2000;

		@Bean
		Gauge first() {
			Gauge gauge = Gauge.builder()
				.name("aa_written_first")
				.help("More than a buffer holds")
				.labelNames("n")
				.build();
			for (int i = 0; i < SERIES; i++) {
				gauge.labelValues(String.valueOf(i)).set(i);
			}
			return gauge;
		}

		@Bean
		Collector last() {
			return () -> new CounterSnapshot(new MetricMetadata("zz_written_last"), List.of(new BrokenPoint()));
		}

	}

	private static final class BrokenPoint extends CounterDataPointSnapshot {

		BrokenPoint() {
			super(1, Labels.EMPTY, null, 0);
		}

		@Override
		public double getValue() {
			throw new IllegalStateException("Broken while it is written");
		}

	}

}
