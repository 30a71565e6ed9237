package dev.fennel.beside;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readiness asks Actuator's indicators, of either generation.
 */
@ExtendWith(OutputCaptureExtension.class)
class HealthBesideActuatorTests {

	private static final String PATIENT = "fennel.health.timeout=9s";

	@Test
	void eachIndicatorIsAskedAndNoneThatDoesTheSameAgain() throws IOException {
		try (RunningApp app = RunningApp.start(Contributors.class, PATIENT,
				"management.endpoint.health.probes.enabled=true")) {
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(503);
			Map<String, Map<String, Object>> checks = checks(ready);
			assertThat(checks.keySet())
				.containsAll(Set.of("db.main", "disk", "gateway", "stock.north", "stock.south", "queue", "diskSpace",
						"livenessState"))
				.doesNotContain("db", "ping", "readinessState");
			assertThat(checks.get("db.main")).containsEntry("status", "UP");
			assertThat(checks.get("gateway")).containsEntry("status", "DOWN").containsKey("milliseconds");
			assertThat(checks.get("stock.north")).containsEntry("status", "UP");
			assertThat(checks.get("stock.south")).containsEntry("status", "OUT_OF_SERVICE");
			assertThat(checks.get("queue")).containsEntry("status", "OUT_OF_SERVICE");
			assertThat(checks.get("diskSpace")).containsEntry("status", "UNKNOWN");
			assertThat(checks.get("livenessState")).containsEntry("status", "UP");
			assertThat(app.page("/metrics/fennel").samples()).containsEntry("health_check_up{check=\"gateway\"}", 0.0)
				.containsEntry("health_check_up{check=\"stock.north\"}", 1.0)
				.containsEntry("health_check_up{check=\"queue\"}", 0.0)
				.containsEntry("health_check_up{check=\"diskSpace\"}", 1.0);
		}
	}

	@Test
	void bootsOwnAreAskedWhereFennelsAreSwitchedOff() throws IOException {
		try (RunningApp app = RunningApp.start(Shop.class, PATIENT, "fennel.health.db.enabled=false",
				"fennel.health.disk.enabled=false")) {
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(200);
			assertThat(checks(ready)).containsKeys("db", "diskSpace").doesNotContainKeys("db.main", "disk", "ping");
		}
	}

	@Test
	void theyHaveASwitch() throws IOException {
		try (RunningApp app = RunningApp.start(Contributors.class, PATIENT, "fennel.health.actuator.enabled=false")) {
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(200);
			assertThat(checks(ready)).containsOnlyKeys("db.main", "disk");
		}
	}

	@Test
	void actuatorsOwnHealthStaysAsItWas() throws IOException {
		String[] shown = { "management.endpoint.health.show-components=always", PATIENT };
		try (RunningApp with = RunningApp.start(Contributors.class, shown);
				RunningApp without = RunningApp.start(Contributors.class, "fennel.enabled=false", shown[0])) {
			assertThat(with.get("/actuator/health").body()).isEqualTo(without.get("/actuator/health").body());
			assertThat(with.get("/actuator/health").statusCode()).isEqualTo(503);
		}
	}

	@Test
	void whereActuatorHasThePathItWins(CapturedOutput output) throws IOException {
		try (RunningApp app = RunningApp.start(Shop.class, PATIENT, "management.endpoints.web.base-path=/",
				"management.endpoint.health.show-components=always",
				"management.endpoints.web.exposure.include=health")) {
			assertThat(app.get("/health").body()).contains("diskSpace");
			assertThat(app.get("/ready").body()).contains("db.main");
			assertThat(output.getAll()).containsOnlyOnce("HealthPage is not served at '/health'");
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> checks(HttpResponse<String> response) {
		return (Map<String, Map<String, Object>>) JsonParserFactory.getJsonParser()
			.parseMap(response.body())
			.get("checks");
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Shop.class, HealthContributors.class })
	static class Contributors {

	}

}
