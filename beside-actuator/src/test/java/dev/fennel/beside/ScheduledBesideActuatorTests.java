package dev.fennel.beside;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scheduled tasks are listed and observed by Actuator as before.
 */
class ScheduledBesideActuatorTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=prometheus,scheduledtasks";

	@Test
	void bothMeasureEachRun() throws IOException {
		try (RunningApp with = RunningApp.start(Scheduling.class, EXPOSED);
				RunningApp without = RunningApp.start(Scheduling.class, EXPOSED, "fennel.enabled=false")) {
			with.bean(Tasks.class).end.tryEmitEmpty();
			without.bean(Tasks.class).end.tryEmitEmpty();
			until(() -> observed(with).equals(observed(without)) && observed(with).size() == 3);
			assertThat(observed(with).values()).containsOnly(1.0);
			assertThat(tasks(with)).isEqualTo(tasks(without)).hasSize(2);
			Map<String, Double> fennels = with.page("/metrics/fennel").samples();
			assertThat(fennels).containsEntry(count("plain", "success"), 1.0)
				.containsEntry(count("fails", "failure"), 1.0)
				.containsEntry(count("later", "success"), 1.0)
				.containsEntry(count("yearly", "success"), 0.0)
				.containsEntry("scheduled_tasks_in_progress{task=\"Tasks.later\"}", 0.0)
				.containsEntry("fennel_errors_total{feature=\"task\"}", 0.0);
		}
	}

	@Test
	void whatActuatorIsToldNotToObserveIsMeasuredNonetheless() throws IOException {
		try (RunningApp app = RunningApp.start(Scheduling.class, EXPOSED,
				"management.observations.enable.tasks.scheduled.execution=false")) {
			until(() -> value(app, count("plain", "success")) == 1 && value(app, count("fails", "failure")) == 1
					&& value(app, "scheduled_tasks_in_progress{task=\"Tasks.later\"}") == 1);
			assertThat(value(app, count("later", "success"))).isZero();
			app.bean(Tasks.class).end.tryEmitEmpty();
			until(() -> value(app, count("later", "success")) == 1);
			assertThat(value(app, "scheduled_tasks_in_progress{task=\"Tasks.later\"}")).isZero();
			assertThat(observed(app)).isEmpty();
		}
	}

	private static void until(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
	}

	private static double value(RunningApp app, String sample) throws IOException {
		return app.page("/metrics/fennel").samples().getOrDefault(sample, -1.0);
	}

	private static String count(String method, String outcome) {
		return "scheduled_task_duration_seconds_count{outcome=\"%s\",task=\"Tasks.%s\"}".formatted(outcome, method);
	}

	private static Map<String, Double> observed(RunningApp app) throws IOException {
		return app.page("/actuator/prometheus")
			.samples()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("tasks_scheduled_execution_seconds_count"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
	}

	/**
	 * By kind, what Actuator says of each task but for times; of those that run once it
	 * says nothing.
	 */
	@SuppressWarnings("unchecked")
	private static Map<String, List<String>> tasks(RunningApp app) throws IOException {
		Map<String, List<String>> result = new TreeMap<>();
		JsonParserFactory.getJsonParser()
			.parseMap(app.get("/actuator/scheduledtasks").body())
			.forEach((kind, tasks) -> {
				List<String> targets = ((List<Map<String, Object>>) tasks).stream()
					.map((task) -> task.get("runnable") + " " + task.keySet())
					.map((task) -> task.replaceAll("\\$\\$Lambda[^}]*", "lambda"))
					.sorted()
					.toList();
				if (!targets.isEmpty()) {
					result.put(kind, targets);
				}
			});
		return result;
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Shop.class, Tasks.class })
	static class Scheduling {

		@Bean
		SchedulingConfigurer configurer() {
			return (registrar) -> registrar.addFixedDelayTask(new IntervalTask(() -> {
			}, Duration.ofDays(1), Duration.ofDays(1)));
		}

	}

	static class Tasks {

		private final Sinks.One<String> end = Sinks.one();

		@Scheduled(initialDelay = 0)
		void plain() {
		}

		@Scheduled(initialDelay = 0)
		void fails() {
			throw new IllegalStateException("no");
		}

		@Scheduled(initialDelay = 0)
		Mono<String> later() {
			return this.end.asMono();
		}

		@Scheduled(cron = "0 0 0 1 1 *")
		void yearly() {
		}

	}

}
