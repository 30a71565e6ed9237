package dev.fennel.beside;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Micrometer sees clients as before.
 */
class ClientsBesideActuatorTests {

	private static Map<String, Double> without;

	private static Map<String, Double> with;

	private static TextPage fennel;

	@BeforeAll
	static void visit() throws IOException {
		try (RunningApp app = RunningApp.start(ClientsApplication.class, "fennel.enabled=false")) {
			use(app);
			without = counts(app.page("/actuator/prometheus"));
		}
		try (RunningApp app = RunningApp.start(ClientsApplication.class, "fennel.enabled=true")) {
			use(app);
			with = counts(app.page("/actuator/prometheus"));
			fennel = app.page("/metrics/fennel");
		}
	}

	private static void use(RunningApp app) {
		String url = "http://localhost:" + app.context().getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator/{id}";
		app.bean(RestTemplate.class).getForObject(url, String.class, "health");
		app.bean(RestClient.class).get().uri(url, "health").retrieve().toBodilessEntity();
		app.bean(WebClient.class).get().uri(url, "health").retrieve().toBodilessEntity().block();
	}

	private static Map<String, Double> counts(TextPage page) {
		Map<String, Double> counts = new TreeMap<>(page.samples());
		counts.keySet().removeIf((sample) -> !sample.startsWith("http_client_requests_seconds_count"));
		return counts;
	}

	@Test
	void micrometersSeriesAndCountsAreTheSame() {
		assertThat(with).isNotEmpty().isEqualTo(without);
		assertThat(with.values()).containsExactly(3.0);
	}

	@Test
	void fennelCountsEachRequestOnce() {
		assertThat(fennel.samples()).containsEntry("http_client_request_duration_seconds_count{client=\"localhost\","
				+ "method=\"GET\",route=\"/actuator/{id}\",status=\"200\"}", 3.0);
	}

}
