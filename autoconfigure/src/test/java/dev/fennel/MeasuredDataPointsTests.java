package dev.fennel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MeasuredDataPointsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	private final GaugeDataPoint gauge = this.metrics.gauge("level").register().labelValues();

	@Test
	void histogramsAndSummariesObserve() {
		DistributionDataPoint histogram = this.metrics.histogram("wait_seconds").register().labelValues();
		DistributionDataPoint summary = this.metrics.summary("size_seconds").register().labelValues();
		Measured.time(histogram::observe, () -> Measured.time(summary::observe, () -> "result"));
		Stopwatch.start(summary::observe).close();
		assertThat(samples()).containsEntry("wait_seconds_count", 1.0).containsEntry("size_seconds_count", 2.0);
	}

	@Test
	void gaugesAreSetToTheLastDuration() {
		Stopwatch watch = Stopwatch.start(this.gauge::set);
		watch.close();
		assertThat(samples()).containsEntry("level", watch.seconds());
	}

	@Test
	void gaugesGoUpAndDown() {
		CompletableFuture<String> future = Measured.trackInProgress(this.gauge::inc, new CompletableFuture<String>());
		assertThat(Measured.trackInProgress(this.gauge::inc, this::samples)).containsEntry("level", 2.0);
		assertThat(samples()).containsEntry("level", 1.0);
		future.cancel(true);
		assertThat(samples()).containsEntry("level", 0.0);
	}

	@Test
	void countersCountAllExceptionsOrEachByItsName() {
		CounterDataPoint all = this.metrics.counter("failures").register().labelValues();
		MetricFamily<CounterDataPoint> named = this.metrics.counter("problems").labels("exception").register();
		ExceptionCounter byName = ExceptionCounter.byName((name) -> named.labelValues(name).inc(), IOException.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(
				() -> Measured.countExceptions(all::inc, () -> Measured.countExceptions(byName, this::missing)));
		assertThat(samples()).containsEntry("failures_total", 1.0)
			.containsEntry("problems_total{exception=\"FileNotFoundException\"}", 1.0);
	}

	@Test
	void labelsMayBeChosenAtTheEnd() {
		MetricFamily<DistributionDataPoint> family = this.metrics.histogram("read_seconds").labels("kind").register();
		try (Stopwatch watch = Stopwatch.start(family.labelValues("unknown")::observe)) {
			watch.observer(family.labelValues("book")::observe);
		}
		assertThat(samples()).containsEntry("read_seconds_count{kind=\"book\"}", 1.0)
			.containsEntry("read_seconds_count{kind=\"unknown\"}", 0.0);
	}

	private String missing() throws IOException {
		throw new FileNotFoundException();
	}

	private Map<String, Double> samples() {
		return Scrapes.of(this.registry).samples();
	}

}
