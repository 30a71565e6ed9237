package dev.fennel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client reads its own properties once in a runtime, hence one of its own.
 */
class ClientPropertiesTests {

	@Test
	void aFamilyThatTheClientsPropertiesNameIsTheClients() throws IOException {
		String page = run("-Dio.prometheus.metrics.named."
				+ (CollectorTypes.areKnown() ? "histogram_classic_upper_bounds" : "histogramClassicUpperBounds")
				+ "=1,2");
		assertThat(page).contains("""
				named_bucket{le="1.0"} 0
				named_bucket{le="2.0"} 1
				named_bucket{le="+Inf"} 1
				""").contains("unnamed_bucket{le=\"3.0\"} 1");
	}

	private static String run(String option) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option,
				"-cp", System.getProperty("java.class.path"), Families.class.getName())
			.redirectErrorStream(true)
			.start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	static final class Families {

		private Families() {
		}

		public static void main(String[] arguments) {
			GuardedRegistry registry = new GuardedRegistry();
			MetricFactory factory = MetricFactory.with(registry).build();
			factory.histogram("named").buckets(3).registerSingle().observe(1.5);
			factory.histogram("unnamed").buckets(3).registerSingle().observe(1.5);
			System.out.println(Scrapes.of(registry).text());
		}

	}

}
