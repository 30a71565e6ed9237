package dev.fennel.process;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RuntimeCollectorTests {

	private static final long FIVE_MILLIS = 5_000_000;

	private final GuardedRegistry registry = new GuardedRegistry();

	@Test
	void familiesAreThoseOfTheClient() {
		this.registry.register(RuntimeCollector.process());
		this.registry.register(RuntimeCollector.jvm());
		GuardedRegistry client = new GuardedRegistry();
		JvmMetrics.builder().register(client);
		Set<String> expected = families(Scrapes.of(client));
		assertThat(families(Scrapes.of(this.registry))).isEqualTo(expected)
			.contains("process_cpu_seconds_total", "process_resident_memory_bytes", "jvm_threads_current",
					"jvm_gc_collection_seconds", "jvm_runtime_info");
	}

	@Test
	void theApplicationMayHaveThemTooBeforeOrAfter() {
		JvmMetrics.builder().register(this.registry);
		this.registry.register(RuntimeCollector.jvm());
		assertOnce(Scrapes.of(this.registry));
		GuardedRegistry other = new GuardedRegistry();
		other.register(RuntimeCollector.jvm());
		other.register(RuntimeCollector.process());
		JvmMetrics.builder().register(other);
		assertOnce(Scrapes.of(other));
	}

	@Test
	void namesThatAreAskedForAreFiltered() {
		this.registry.register(RuntimeCollector.jvm());
		assertThat(this.registry.scrape("jvm_threads_current"::equals)).singleElement()
			.satisfies((family) -> assertThat(family.getMetadata().getName()).isEqualTo("jvm_threads_current"));
	}

	@Test
	void noCollectionTakesFiveMilliseconds() {
		assertThat(fastest(RuntimeCollector.process())).isLessThan(FIVE_MILLIS);
		assertThat(fastest(RuntimeCollector.jvm())).isLessThan(FIVE_MILLIS);
		ProcessCollector other = new ProcessCollector("own", () -> Long.toString(ProcessHandle.current().pid()));
		assertThat(fastest(other)).isLessThan(FIVE_MILLIS);
	}

	/** What else the machine does is no fault of the collector. */
	private static long fastest(MultiCollector collector) {
		return LongStream.range(0, 200).map((run) -> {
			long start = System.nanoTime();
			collector.collect();
			return System.nanoTime() - start;
		}).min().orElseThrow();
	}

	private static void assertOnce(Page page) {
		assertThat(page.text().lines().filter((line) -> line.startsWith("# TYPE jvm_"))).doesNotHaveDuplicates();
		assertThat(page.text().lines().filter((line) -> line.startsWith("jvm_threads_current "))).hasSize(1);
		assertThat(page.text().lines().filter((line) -> line.startsWith("jvm_runtime_info"))).hasSize(1);
	}

	/** Without the one that has no series before something is collected. */
	private static Set<String> families(Page page) {
		return page.text()
			.lines()
			.filter((line) -> line.startsWith("# TYPE ") && !line.contains("fennel")
					&& !line.contains("pool_allocated"))
			.map((line) -> line.split(" ")[2])
			.collect(Collectors.toSet());
	}

}
