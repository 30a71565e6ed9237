package dev.fennel;

import java.util.List;
import java.util.stream.Stream;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotMergerTests {

	private final SnapshotMerger merger = new SnapshotMerger(true);

	static Stream<List<MetricSnapshot>> families() {
		return Stream.of(List.of(counter("a"), counter("b")), List.of(gauge("a"), gauge("b")),
				List.of(histogram("a"), histogram("b")), List.of(summary("a"), summary("b")),
				List.of(info("a"), info("b")), List.of(states("a"), states("b")), List.of(unknown("a"), unknown("b")));
	}

	@ParameterizedTest
	@MethodSource("families")
	void familiesThatAgreeAreShownOnceWithTheSeriesOfBoth(List<MetricSnapshot> both) {
		assertThat(both.stream().allMatch(this.merger::add)).isTrue();
		assertThat(this.merger.build().size()).isEqualTo(1);
		assertThat(this.merger.build().get(0).getDataPoints()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("families")
	void ofEqualLabelsTheFirstIsShown(List<MetricSnapshot> both) {
		this.merger.add(both.get(0));
		this.merger.add(both.get(0));
		assertThat(this.merger.build().get(0).getDataPoints()).hasSize(1);
	}

	@Test
	void anotherTypeIsRefused() {
		assertThat(this.merger.add(counter("a"))).isTrue();
		assertThat(this.merger.add(gauge("a"))).isFalse();
	}

	@Test
	void otherLabelNamesAreRefusedWhereTheyMatter() {
		MetricSnapshot other = gauge("x", "other");
		this.merger.add(gauge("a"));
		assertThat(this.merger.add(other)).isFalse();
		SnapshotMerger lenient = new SnapshotMerger(false);
		lenient.add(gauge("a"));
		assertThat(lenient.add(other)).isTrue();
	}

	@Test
	void aSampleNameOfAnotherFamilyIsRefused() {
		this.merger.add(histogram("a"));
		Gauge count = Gauge.builder().name("orders_count").build();
		count.set(1);
		assertThat(this.merger.add(count.collect())).isFalse();
	}

	private static MetricSnapshot counter(String value) {
		Counter counter = Counter.builder().name("orders").labelNames("kind").build();
		counter.labelValues(value).inc();
		return counter.collect();
	}

	private static MetricSnapshot gauge(String value) {
		return gauge(value, "kind");
	}

	private static MetricSnapshot gauge(String value, String label) {
		Gauge gauge = Gauge.builder().name("orders").labelNames(label).build();
		gauge.labelValues(value).inc();
		return gauge.collect();
	}

	private static MetricSnapshot histogram(String value) {
		Histogram histogram = Histogram.builder().name("orders").labelNames("kind").build();
		histogram.labelValues(value).observe(1);
		return histogram.collect();
	}

	private static MetricSnapshot summary(String value) {
		Summary summary = Summary.builder().name("orders").labelNames("kind").build();
		summary.labelValues(value).observe(1);
		return summary.collect();
	}

	private static MetricSnapshot info(String value) {
		Info info = Info.builder().name("orders").labelNames("kind").build();
		info.setLabelValues(value);
		return info.collect();
	}

	private static MetricSnapshot states(String value) {
		StateSet states = StateSet.builder().name("orders").labelNames("kind").states("on", "off").build();
		states.labelValues(value).setTrue("on");
		return states.collect();
	}

	private static MetricSnapshot unknown(String value) {
		return UnknownSnapshot.builder()
			.name("orders")
			.dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder()
				.labels(Labels.of("kind", value))
				.value(1)
				.build())
			.build();
	}

}
