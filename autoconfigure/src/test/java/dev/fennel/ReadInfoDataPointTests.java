package dev.fennel;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadInfoDataPointTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final ReadInfoDataPoint hall = MetricFactory.with(this.registry)
		.build()
		.readInfo("hall")
		.labels("name")
		.register()
		.labelValues("north");

	@Test
	void keysAndValuesAreReadAtEachScrape() {
		AtomicReference<Map<String, String>> values = new AtomicReference<>(Map.of("plan", "a"));
		this.hall.readFrom(values::get);
		assertThat(Scrapes.of(this.registry).samples()).containsKey("hall_info{name=\"north\",plan=\"a\"}");
		values.set(Map.of("plan", "b", "floor", "2"));
		assertThat(Scrapes.of(this.registry).samples()).containsKey("hall_info{floor=\"2\",name=\"north\",plan=\"b\"}")
			.doesNotContainKey("hall_info{name=\"north\",plan=\"a\"}");
	}

	@Test
	void whatThrowsOrIsRefusedIsLeftOutAndReported() {
		this.hall.readFrom(() -> Map.of("name", "south"));
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_collector_up{collector=\"hall\"}", 0.0)
			.doesNotContainKey("hall_info{name=\"north\"}");
	}

}
