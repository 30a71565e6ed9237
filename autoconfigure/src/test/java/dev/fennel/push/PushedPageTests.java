package dev.fennel.push;

import java.util.Map;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PushedPageTests {

	private final Pushed pushed = new Pushed();

	@Test
	void isThePageOfTheExposedRegistry() {
		this.pushed.metrics().counter("orders_total").labels("payment").register().labelValues("cash").inc(2);
		assertThat(this.pushed.page().text()).contains("""
				# TYPE orders_total counter
				orders_total{payment="cash"} 2.0
				""");
	}

	@Test
	void isTheSameForEachRetry() {
		PushedPage page = this.pushed.page();
		String first = page.text();
		this.pushed.metrics().counter("later_total").registerSingle().inc();
		assertThat(page.text()).isSameAs(first);
	}

	@Test
	void hasNoTimestamps() {
		Collector gauge = () -> GaugeSnapshot.builder()
			.name("tank")
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
				.value(3)
				.labels(Labels.of("place", "a} 1 {\"b\\\n"))
				.scrapeTimestampMillis(1000)
				.build())
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(4).labels(Labels.of("place", "c")).build())
			.build();
		Collector counter = () -> CounterSnapshot.builder()
			.name("trips")
			.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(5).scrapeTimestampMillis(2000).build())
			.build();
		this.pushed.registry().register(gauge);
		this.pushed.registry().register(counter);
		assertThat(this.pushed.page().text()).contains("tank{place=\"a} 1 {\\\"b\\\\\\n\"} 3.0\n",
				"tank{place=\"c\"} 4.0\n", "\ntrips_total 5.0\n");
	}

	@Test
	void linesAreReadAsTheyWereWritten() {
		assertThat(SampleLine.parse("a 1.0E7")).isEqualTo(new SampleLine("a", Map.of(), "1.0E7"));
		assertThat(SampleLine.parse("a{b=\"c\",d=\"\",e=\"x\\\"y\\\\z\\n={},\"} NaN"))
			.isEqualTo(new SampleLine("a", Map.of("b", "c", "d", "", "e", "x\"y\\z\n={},"), "NaN"));
	}

}
