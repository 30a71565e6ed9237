package dev.fennel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.messaging.ListenerMetrics;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Test;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * README says what the code does.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of(System.getProperty("test.root"));

	private static final Pattern FAMILY_ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\w+) \\| ([^|]+) \\|");

	private static final Pattern PROPERTY_ROW = Pattern.compile("(?m)^\\| `(fennel\\.[a-z.-]+)` \\|([^|]*)\\|");

	private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```");

	private final String readme = Files.readString(ROOT.resolve("README.md"));

	ReadmeTests() throws IOException {
	}

	@Test
	void familiesAreThoseOfTheCode() throws Exception {
		// What is pushed has families of its own, and this pushes nothing
		try (WebApp app = WebApp.start(Empty.class, "fennel.textfile.enabled=true", "fennel.textfile.path=none.prom",
				"fennel.textfile.interval=0", "fennel.textfile.on-shutdown=none")) {
			connect(app);
			app.get("/metrics");
			MetricFactory factory = app.context().getBean(MetricFactory.class);
			new ListenerMetrics(factory);
			Map<String, String> documented = FAMILY_ROW.matcher(this.readme)
				.results()
				.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2) + " " + labels(row.group(3)),
						(a, b) -> a, TreeMap::new));
			assertThat(documented).isEqualTo(new TreeMap<>(factory.describe()));
		}
	}

	@Test
	void endpointsAreThoseThatAreMapped() {
		String section = this.readme.substring(this.readme.indexOf("## Endpoints"),
				this.readme.indexOf("## Coming from"));
		Set<String> documented = Pattern.compile("(?m)^\\| `(/[^`]*)` \\|")
			.matcher(section)
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toSet());
		try (WebApp app = WebApp.start(Empty.class)) {
			Set<String> mapped = Stream.of("fennelMetricsHandlerMapping", "fennelServedPagesHandlerMapping")
				.map((name) -> app.context().getBean(name, SimpleUrlHandlerMapping.class))
				.flatMap((mapping) -> mapping.getHandlerMap().keySet().stream())
				.collect(Collectors.toSet());
			assertThat(documented).isEqualTo(mapped);
		}
	}

	@Test
	void propertiesAreThoseOfTheMetadata() throws IOException {
		Map<String, String> documented = PROPERTY_ROW.matcher(this.readme)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2).replace("`", "").strip(),
					(a, b) -> a, TreeMap::new));
		assertThat(documented).isEqualTo(metadata());
	}

	@Test
	void promisesAreHeldByTestsThatThereAre() throws IOException {
		Set<String> named = Pattern.compile("`(\\w+Tests)`")
			.matcher(this.readme)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
		try (Stream<Path> files = Files.walk(ROOT)) {
			Set<String> existing = files.map((file) -> file.getFileName().toString())
				.map((name) -> name.replaceFirst("\\.(java|kt)$", ""))
				.collect(Collectors.toSet());
			assertThat(named).isNotEmpty().isSubsetOf(existing);
		}
	}

	@Test
	void javaSnippetsAreCompiled() throws IOException {
		String sources = normalized(
				Files.readString(ROOT.resolve("autoconfigure/src/test/java/dev/fennel/ReadmeSnippets.java")));
		List<String> snippets = code("java").toList();
		assertThat(snippets).isNotEmpty();
		snippets.forEach((snippet) -> assertThat(sources).contains(normalized(snippet)));
	}

	@Test
	void yamlSnippetsHaveKnownProperties() throws IOException {
		Set<String> known = metadata().keySet();
		for (String snippet : code("yaml").filter((text) -> text.startsWith("fennel:")).toList()) {
			EnumerablePropertySource<?> source = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
				.load("readme", new ByteArrayResource(snippet.getBytes()))
				.get(0);
			assertThat(source.getPropertyNames()).isNotEmpty()
				.allMatch((name) -> known.stream()
					.anyMatch((property) -> name.equals(property) || name.startsWith(property + ".")));
		}
	}

	@Test
	void thereAreTwoCommandsToSetUp() {
		assertThat(Pattern.compile("(?ms)^```\n(mvn [^\n]*)\n```")
			.matcher(this.readme)
			.results()
			.map((match) -> match.group(1))).containsExactly("mvn spring-boot:run", "mvn verify");
	}

	/** With what is measured, but no bean that other libraries look for. */
	private static void connect(WebApp app) throws SQLException {
		app.context()
			.getAutowireCapableBeanFactory()
			.initializeBean(new ConcurrentMapCacheManager("readme"), "cacheManager");
		app.context().getAutowireCapableBeanFactory().initializeBean(new RestTemplate(), "restTemplate");
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:readme");
		app.context().getAutowireCapableBeanFactory().initializeBean(pool, "dataSource");
		pool.getConnection().close();
		pool.close();
	}

	private Stream<String> code(String language) {
		return CODE.matcher(this.readme)
			.results()
			.filter((match) -> match.group(1).equals(language))
			.map((MatchResult match) -> match.group(2));
	}

	private static Set<String> labels(String cell) {
		return Pattern.compile("`([a-z_]+)`")
			.matcher(cell)
			.results()
			.map((label) -> label.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String normalized(String code) {
		return code.replaceAll("\\s+", "");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> metadata() throws IOException {
		String json = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
		List<Map<String, Object>> properties = (List<Map<String, Object>>) JsonParserFactory.getJsonParser()
			.parseMap(json)
			.get("properties");
		return properties.stream()
			.collect(Collectors.toMap((property) -> (String) property.get("name"),
					(property) -> property.getOrDefault("defaultValue", "").toString().replace("[]", ""), (a, b) -> a,
					TreeMap::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@Import(AllAnnotations.class)
	static class Empty {

	}

	static class AllAnnotations {

		@Timed
		@Counted
		@CountExceptions
		@TrackInProgress
		void run() {
		}

	}

}
