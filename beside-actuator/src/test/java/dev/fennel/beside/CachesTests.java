package dev.fennel.beside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Micrometer sees caches as before.
 */
class CachesTests {

	private static TextPage pageWithout;

	private static TextPage pageWith;

	private static TextPage merged;

	private static TextPage fennel;

	@BeforeAll
	static void visit() throws IOException {
		try (RunningApp app = RunningApp.start(Bookcases.class, "fennel.enabled=false")) {
			Bookcases.use(app);
			pageWithout = caches(app.page("/actuator/prometheus"));
		}
		try (RunningApp app = RunningApp.start(Bookcases.class, "fennel.enabled=true")) {
			Bookcases.use(app);
			pageWith = caches(app.page("/actuator/prometheus"));
			merged = caches(app.page("/metrics"));
			fennel = caches(app.page("/metrics/fennel"));
		}
	}

	@Test
	void micrometersFamiliesSeriesAndValuesAreTheSame() {
		assertThat(pageWith.types()).isEqualTo(pageWithout.types());
		assertThat(pageWith.samples()).isEqualTo(pageWithout.samples());
		assertThat(managers(pageWith)).containsExactlyInAnyOrder("caffeine", "own", "jcache", "redis",
				"redisInTransactions", "transactional", "hidden", "all");
	}

	@Test
	void fennelMeasuresEachCacheOnceWhateverLeadsToIt() {
		assertThat(managers(fennel)).containsExactlyInAnyOrder("caffeine", "own", "simple", "jcache", "redis",
				"redisInTransactions", "hidden");
		assertThat(fennel.samples())
			.containsEntry("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"caffeine\"}", 3.0)
			.containsEntry("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"hidden\"}", 1.0)
			.containsEntry("cache_puts_total{backend=\"jcache\",cache=\"books\",cache_manager=\"jcache\"}", 1.0);
	}

	@Test
	void theMergedPageHidesOfMicrometersWhatReadmeSays() {
		Set<String> hidden = pageWith.series();
		hidden.removeAll(merged.series());
		assertThat(hidden.stream().map((sample) -> sample.substring(0, sample.indexOf('{'))))
			.containsOnly("cache_gets_total", "cache_puts_total", "cache_evictions_total");
		assertThat(merged.families()).containsAll(fennel.families()).containsAll(pageWith.families());
	}

	@Test
	void bothSeeThemWithoutTransactionsToo(@TempDir Path directory) throws Exception {
		String classPath = Arrays.stream(ChildJvm.CLASS_PATH.split(File.pathSeparator))
			.filter((entry) -> !entry
				.matches(".*(spring-tx|spring-jdbc|spring-data|boot-jdbc|boot-transaction|HikariCP).*"))
			.collect(Collectors.joining(File.pathSeparator));
		String output = ChildJvm.run(directory, List.of("-cp", classPath), CachesApplication.class);
		assertThat(output.lines()).contains("transactions: false")
			.contains("cache_gets_total{cache=\"books\",cache_manager=\"caffeine\",name=\"books\",result=\"hit\"} 1.0")
			.contains("cache_gets_total{cache=\"books\",cache_manager=\"own\",name=\"books\",result=\"hit\"} 1.0")
			.contains("cache_gets_total{cache=\"books\",cache_manager=\"jcache\",name=\"books\",result=\"hit\"} 1.0")
			.contains("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"caffeine\"} 1.0")
			.contains("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"own\"} 1.0")
			.contains("cache_puts_total{backend=\"jcache\",cache=\"books\",cache_manager=\"jcache\"} 1.0");
	}

	private static TextPage caches(TextPage page) {
		return page.without((sample) -> !sample.startsWith("cache_"));
	}

	private static Set<String> managers(TextPage page) {
		return page.series()
			.stream()
			.map((sample) -> sample.replaceAll(".*cache_manager=\"(\\w+)\".*", "$1"))
			.collect(Collectors.toSet());
	}

}
