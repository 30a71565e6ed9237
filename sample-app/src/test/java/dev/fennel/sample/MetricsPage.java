package dev.fennel.sample;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.awaitility.Awaitility.await;

/**
 * What /metrics says.
 */
final class MetricsPage {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([^#\n].*) (\\S+)$");

	private static final Pattern NOT_OURS = Pattern
		.compile("((# (HELP|TYPE) )?|fennel_series\\{family=\")(jvm|process)_.*");

	private static final Pattern PASSING = Pattern.compile("\\b(pid|spring_boot_version|version)=\"[^\"]+\"");

	private final String text;

	private final Map<String, Double> samples = new LinkedHashMap<>();

	private MetricsPage(String text) {
		this.text = text;
		SAMPLE.matcher(text)
			.results()
			.forEach((line) -> this.samples.put(line.group(1), Double.valueOf(line.group(2))));
	}

	private static MetricsPage of(Shop shop) {
		return new MetricsPage(shop.get("/metrics").body());
	}

	/**
	 * The page when all requests are complete, which they are a little after their
	 * clients have the last byte, migrations have been read, and what runs beside them
	 * has run; only the next count of the shelves waits for its time.
	 */
	static MetricsPage settled(Shop shop) {
		return await().atMost(PATIENCE).until(() -> of(shop), MetricsPage::isSettled);
	}

	Map<String, Double> samples() {
		return this.samples;
	}

	/**
	 * The samples of this name, by their labels.
	 */
	Map<String, Double> samples(String name) {
		return this.samples.entrySet()
			.stream()
			.filter((sample) -> sample.getKey().startsWith(name + "{"))
			.collect(Collectors.toMap((sample) -> sample.getKey().substring(name.length()), Map.Entry::getValue));
	}

	/**
	 * The values of all samples of this name, together.
	 */
	double sum(String name) {
		return this.samples.entrySet()
			.stream()
			.filter((sample) -> sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	/**
	 * The text without values, and without families and labels that depend on the
	 * machine.
	 */
	String masked() {
		return SAMPLE.matcher(this.text)
			.replaceAll("$1 <value>")
			.lines()
			.filter((line) -> !NOT_OURS.matcher(line).matches())
			.map((line) -> PASSING.matcher(line).replaceAll("$1=\"<value>\""))
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private boolean isSettled() {
		return sum("http_server_requests_in_progress") == 0
				&& sum("http_server_requests_before_filters_total") == sum(
						"http_server_request_duration_including_filters_seconds_count")
				&& sum("http_server_requests_total") == sum("http_server_response_body_bytes_count")
				&& !samples("migrations_applied").isEmpty()
				&& !samples("scheduled_task_last_success_timestamp_seconds").isEmpty()
				&& sum("executor_tasks_queued") == 1 && sum("executor_tasks_in_progress") == 0;
	}

}
