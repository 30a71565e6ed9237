package dev.fennel;

import java.util.List;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What README says of the official client, on each line's version of it.
 */
class ClientPromisesTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	@Test
	void clearDropsSeriesAndSetsAMetricWithoutLabelsBackToZero() {
		Counter labelled = Counter.builder().name("labelled").labelNames("a").register(this.registry);
		labelled.labelValues("x").inc();
		Gauge single = Gauge.builder().name("single").register(this.registry);
		single.set(3);
		labelled.clear();
		single.clear();
		assertThat(page().text()).doesNotContain("labelled");
		assertThat(page().samples()).containsEntry("single", 0.0);
	}

	@Test
	void countersRefuseWhatIsNegativeOrNoNumber() {
		CounterDataPoint counter = this.metrics.counter("orders").registerSingle();
		counter.inc(2);
		assertThatIllegalArgumentException().isThrownBy(() -> counter.inc(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> counter.inc(-0.5));
		assertThatIllegalArgumentException().isThrownBy(() -> counter.inc(Double.NaN));
		assertThatIllegalArgumentException().isThrownBy(() -> counter.incWithExemplar(Double.NaN, Labels.of("a", "b")));
		assertThat(page().value("orders_total")).isEqualTo(2);
	}

	@Test
	void histogramsIgnoreWhatIsNoNumberAndCountInfinityInTheLastBucket() {
		DistributionDataPoint sizes = this.metrics.histogram("sizes").buckets(1, 2).registerSingle();
		sizes.observe(Double.NaN);
		assertThat(page().samples()).containsEntry("sizes_count", 0.0).containsEntry("sizes_sum", 0.0);
		sizes.observe(Double.POSITIVE_INFINITY);
		assertThat(page().samples()).containsEntry("sizes_bucket{le=\"2.0\"}", 0.0)
			.containsEntry("sizes_bucket{le=\"+Inf\"}", 1.0)
			.containsEntry("sizes_sum", Double.POSITIVE_INFINITY);
	}

	@Test
	void histogramsWithANegativeBoundKeepTheirSum() {
		DistributionDataPoint balances = this.metrics.histogram("balances").buckets(-1, 0, 1e7).registerSingle();
		balances.observe(-3);
		assertThat(page().text()).contains("""
				balances_bucket{le="-1.0"} 1
				balances_bucket{le="0.0"} 1
				balances_bucket{le="1.0E7"} 1
				balances_bucket{le="+Inf"} 1
				balances_count 1
				balances_sum -3.0
				""");
	}

	@Test
	void theUpperQuantileOfFewValuesIsTheLargest() {
		DistributionDataPoint waits = this.metrics.summary("waits").quantiles(0.5, 0.9).registerSingle();
		for (double value : new double[] { 3, 5.2, 13, 4 }) {
			waits.observe(value);
		}
		assertThat(page().text()).contains("""
				waits{quantile="0.5"} 4.0
				waits{quantile="0.9"} 13.0
				waits_count 4
				waits_sum 25.2
				""");
	}

	@Test
	void metricsThatAreConstructedAreRegisteredByWhoeverWants() {
		Gauge gauge = Gauge.builder().name("constructed").build();
		assertThat(page().text()).doesNotContain("constructed");
		this.registry.register(gauge);
		assertThat(page().samples()).containsEntry("constructed", 0.0);
	}

	@Test
	void snapshotsRefuseSeriesTwice() {
		assertThatIllegalArgumentException().isThrownBy(() -> GaugeSnapshot.builder()
			.name("twice")
			.dataPoint(gauge(Labels.of("a", "x"), 1))
			.dataPoint(gauge(Labels.of("a", "x"), 2))
			.build());
	}

	@Test
	void snapshotsRefuseNamesWithoutValues() {
		assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("a", "x", "b"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Labels.of(new String[] { "a", "b" }, new String[] { "x" }));
	}

	@Test
	void histogramSnapshotsRefuseNoBucketsAndNoInfinity() {
		assertThatIllegalArgumentException().isThrownBy(() -> HistogramDataPointSnapshot.builder().sum(1).build());
		assertThatIllegalArgumentException().isThrownBy(() -> HistogramDataPointSnapshot.builder()
			.classicHistogramBuckets(ClassicHistogramBuckets.of(List.of(1.0), List.of(1L)))
			.build());
	}

	@Test
	void snapshotsOfEachTypeAreOnThePage() {
		show(GaugeSnapshot.builder().name("level").dataPoint(gauge(Labels.of("a", "x"), 1)).build());
		show(CounterSnapshot.builder()
			.name("turns")
			.dataPoint(CounterDataPointSnapshot.builder().value(2).build())
			.build());
		show(UnknownSnapshot.builder()
			.name("odd")
			.dataPoint(UnknownDataPointSnapshot.builder().value(3).build())
			.build());
		show(SummarySnapshot.builder()
			.name("few")
			.dataPoint(SummaryDataPointSnapshot.builder().count(1).sum(4).build())
			.build());
		show(InfoSnapshot.builder()
			.name("hall")
			.dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of("a", "x", "floor", "2")).build())
			.build());
		show(StateSetSnapshot.builder()
			.name("gates")
			.dataPoint(StateSetDataPointSnapshot.builder().state("open", true).state("ajar", true).build())
			.build());
		assertThat(page().samples()).containsEntry("level{a=\"x\"}", 1.0)
			.containsEntry("turns_total", 2.0)
			.containsEntry("odd", 3.0)
			.containsEntry("few_count", 1.0)
			.containsEntry("few_sum", 4.0)
			.containsEntry("hall_info{a=\"x\",floor=\"2\"}", 1.0)
			.containsEntry("gates{gates=\"open\"}", 1.0)
			.containsEntry("gates{gates=\"ajar\"}", 1.0);
		assertThat(page().text()).contains("# TYPE odd untyped");
	}

	@Test
	void histogramSnapshotsAreOnThePageGaugesToo() {
		ClassicHistogramBuckets buckets = ClassicHistogramBuckets.of(List.of(1.0, Double.POSITIVE_INFINITY),
				List.of(2L, 1L));
		show(HistogramSnapshot.builder()
			.name("spans")
			.dataPoint(HistogramDataPointSnapshot.builder().classicHistogramBuckets(buckets).sum(9).build())
			.build());
		show(HistogramSnapshot.builder()
			.gaugeHistogram(true)
			.name("now")
			.dataPoint(HistogramDataPointSnapshot.builder().classicHistogramBuckets(buckets).build())
			.build());
		assertThat(page().text()).contains("""
				spans_bucket{le="1.0"} 2
				spans_bucket{le="+Inf"} 3
				spans_count 3
				spans_sum 9.0
				""");
		assertThat(page().samples()).containsEntry("now_bucket{le=\"+Inf\"}", 3.0).containsEntry("now_gcount", 3.0);
	}

	@Test
	void samplesMayHaveATimeThatIsNotNegative() {
		show(GaugeSnapshot.builder()
			.name("timed")
			.dataPoint(GaugeDataPointSnapshot.builder().value(1).scrapeTimestampMillis(1500).build())
			.build());
		assertThat(page().text()).contains("timed 1.0 1500");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> GaugeDataPointSnapshot.builder().value(1).scrapeTimestampMillis(-1).build());
	}

	@Test
	void nativeBucketsAreTheBuilders() {
		HistogramDataPointSnapshot point = HistogramDataPointSnapshot.builder()
			.nativeSchema(5)
			.nativeZeroCount(1)
			.nativeBucketsForPositiveValues(NativeHistogramBuckets.builder().bucket(2, 3).build())
			.build();
		assertThat(point.hasNativeHistogramData()).isTrue();
		assertThat(point.getCount()).isEqualTo(4);
	}

	@Test
	void nativeHistogramsAreTheFactorys() {
		GuardedRegistry natives = new GuardedRegistry();
		MetricFactory.with(natives)
			.histograms(HistogramType.NATIVE)
			.build()
			.histogram("natives")
			.registerSingle()
			.observe(1);
		assertThat(natives.scrape("natives"::equals).stream()).singleElement()
			.satisfies((snapshot) -> assertThat(((HistogramSnapshot) snapshot).getDataPoints().get(0))
				.matches(HistogramDataPointSnapshot::hasNativeHistogramData)
				.matches((point) -> !point.hasClassicHistogramData()));
	}

	private void show(MetricSnapshot snapshot) {
		this.registry.register((Collector) () -> snapshot);
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private static GaugeDataPointSnapshot gauge(Labels labels, double value) {
		return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
	}

}
