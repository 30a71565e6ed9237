package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.fennel.CollectedFamily;
import dev.fennel.GuardedRegistry;
import dev.fennel.LiveFamily;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Families whose points are read when they are written look as their snapshots do.
 */
class LivePagesTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry)
		.commonLabels(Map.of("zone", "a", "app", "sh\"op"))
		.maxSeries(200)
		.build();

	private final MetricFamily<DistributionDataPoint> waits = this.metrics.histogram("wait_seconds")
		.help("Waits")
		.labels("route", "method")
		.register();

	private final MetricFamily<CounterDataPoint> calls = this.metrics.counter("calls").labels("route").register();

	private final MetricFamily<GaugeDataPoint> busy = this.metrics.upDownCounter("busy").labels("route").register();

	private final Random random = new Random(3);

	@ParameterizedTest
	@EnumSource(names = { "TEXT", "OPENMETRICS", "PROTOBUF" })
	void lookAsTheirSnapshotsDo(Format format) throws IOException {
		for (Escaping escaping : Escaping.values()) {
			for (boolean created : new boolean[] { false, true }) {
				PageWriter own = new Writers(WriterOptions.withCreatedSeries(created)).get(format, escaping);
				PageWriter client = new Writers(new WriterOptions(created, 0)).get(format, escaping);
				for (int i = 0; i < 40; i++) {
					change();
					List<CollectedFamily> page = this.registry.read(null);
					assertThat(text(own, page)).isEqualTo(text(client, page));
				}
			}
		}
	}

	@Test
	void areReadWhenTheyAreWritten() throws IOException {
		PageWriter own = new Writers(WriterOptions.withCreatedSeries(false)).get(Format.TEXT, Escaping.UNDERSCORES);
		this.calls.labelValues("/").inc();
		List<CollectedFamily> page = this.registry.read(null);
		this.calls.labelValues("/").inc();
		assertThat(page).hasAtLeastOneElementOfType(LiveFamily.class);
		assertThat(text(own, page)).contains("calls_total{app=\"sh\\\"op\",route=\"/\",zone=\"a\"} 2.0\n");
	}

	@Test
	void aSumThatIsNoNumberHasNoLine() throws IOException {
		PageWriter own = new Writers(WriterOptions.withCreatedSeries(false)).get(Format.TEXT, Escaping.UNDERSCORES);
		DistributionDataPoint point = this.waits.labelValues("/", "GET");
		point.observe(Double.POSITIVE_INFINITY);
		assertThat(text(own, this.registry.read(null))).contains("wait_seconds_sum{");
		point.observe(Double.NEGATIVE_INFINITY);
		assertThat(text(own, this.registry.read(null))).contains("wait_seconds_count{")
			.doesNotContain("wait_seconds_sum{");
	}

	@Test
	void aScrapeByTheClientHasCopies() {
		this.calls.labelValues("/").inc();
		assertThat(this.registry.scrape().stream().map((family) -> family.getMetadata().getName())).contains("calls");
	}

	private void change() {
		for (int i = 0; i < 20; i++) {
			String route = "/" + this.random.nextInt(150) + ((this.random.nextInt(5) == 0) ? "\"\n" : "");
			switch (this.random.nextInt(5)) {
				case 0 -> this.calls.labelValues(route).inc();
				case 1 -> this.calls.labelValues(route).inc(this.random.nextDouble());
				case 2 -> this.busy.labelValues(route).inc(this.random.nextInt(3) - 1);
				case 3 -> this.waits.labelValues(route, "GET").observe(this.random.nextDouble() * 12);
				default -> {
					this.waits.remove(route, "GET");
					this.calls.remove(route);
				}
			}
		}
	}

	private static String text(PageWriter writer, List<CollectedFamily> page) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		writer.write(page, out);
		return out.toString(StandardCharsets.ISO_8859_1);
	}

}
