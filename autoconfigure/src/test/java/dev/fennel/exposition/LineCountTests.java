package dev.fennel.exposition;

import java.util.List;

import dev.fennel.CollectedFamily;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineCountTests {

	@Test
	void histogramsHaveALineForEachBound() {
		Histogram histogram = Histogram.builder().name("h").classicUpperBounds(1, 2, 3).labelNames("a").build();
		histogram.labelValues("x").observe(1);
		histogram.labelValues("y").observe(1);
		assertThat(lines(histogram.collect())).isEqualTo(12);
		Histogram nativeOnly = Histogram.builder().name("n").nativeOnly().build();
		nativeOnly.observe(1);
		assertThat(lines(nativeOnly.collect())).isEqualTo(3);
	}

	@Test
	void summariesHaveALineForEachQuantile() {
		Summary summary = Summary.builder().name("s").quantile(0.5).quantile(0.9).build();
		summary.observe(1);
		assertThat(lines(summary.collect())).isEqualTo(4);
	}

	@Test
	void stateSetsHaveALineForEachState() {
		assertThat(lines(StateSet.builder().name("t").states("on", "off", "broken").build().collect())).isEqualTo(3);
	}

	@Test
	void fennelsOwnAreCountedWithoutASnapshot() {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory factory = MetricFactory.with(registry).build();
		factory.histogram("wait_seconds").buckets(1, 2).registerSingle().observe(1);
		factory.counter("orders").labels("kind").register().labelValues("a").inc();
		List<CollectedFamily> families = registry.read(null);
		assertThat(LineCount.of(families.stream().filter((family) -> family.name().equals("wait_seconds")).toList()))
			.isEqualTo(5);
		assertThat(LineCount.of(families.stream().filter((family) -> family.name().equals("orders")).toList()))
			.isEqualTo(1);
	}

	private static long lines(MetricSnapshot snapshot) {
		return LineCount.of(List.of(CollectedFamily.of(snapshot)));
	}

}
