package dev.fennel;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.testing.Scrapes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadDataPointTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.namespace("shop")
		.commonLabels(Map.of("region", "eu"))
		.maxSeries(2)
		.build();

	private final MetricFamily<ReadDataPoint> rooms = this.factory.readGauge("rooms")
		.help("Rooms")
		.labels("floor")
		.register();

	@Test
	void theValueIsReadAtEachScrape() {
		AtomicReference<@Nullable Number> value = new AtomicReference<>(1);
		this.rooms.labelValues("2").readFrom(value::get);
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP shop_rooms Rooms
				# TYPE shop_rooms gauge
				shop_rooms{floor="2",region="eu"} 1.0
				""");
		value.set(2.5);
		assertThat(Scrapes.of(this.registry).text()).contains("shop_rooms{floor=\"2\",region=\"eu\"} 2.5");
		value.set(null);
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("shop_rooms{");
	}

	@Test
	void whatThrowsIsLeftOutAndReported() {
		this.rooms.labelValues("2").readFrom(() -> {
			throw new IllegalStateException();
		});
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("shop_rooms{")
			.contains("shop_fennel_collector_up{collector=\"shop_rooms\",region=\"eu\"} 0.0");
	}

	@Test
	void beyondTheBudgetItIsLeftOut() {
		for (String floor : new String[] { "1", "2", "3" }) {
			this.rooms.labelValues(floor).readFrom(() -> 1);
		}
		assertThat(Scrapes.of(this.registry).samples()).containsKey("shop_rooms{floor=\"2\",region=\"eu\"}")
			.doesNotContainKey("shop_rooms{floor=\"3\",region=\"eu\"}")
			.containsEntry("shop_fennel_series_folded_total{family=\"shop_rooms\",region=\"eu\"}", 1.0);
	}

}
