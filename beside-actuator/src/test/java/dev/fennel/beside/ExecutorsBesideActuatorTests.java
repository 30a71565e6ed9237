package dev.fennel.beside;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Micrometer sees executors as before.
 */
class ExecutorsBesideActuatorTests {

	@Test
	void micrometersFamiliesSeriesAndValuesAreTheSame() throws IOException {
		TextPage without = visit("fennel.enabled=false");
		TextPage with = visit("fennel.enabled=true");
		assertThat(with.types()).isEqualTo(without.types()).containsKey("executor_completed_tasks_total");
		assertThat(with.samples()).isEqualTo(without.samples());
		assertThat(names(with)).contains("saws", "planes", "clock");
	}

	@Test
	void fennelMeasuresEachExecutorBesideIt() throws IOException {
		try (RunningApp app = RunningApp.start(Workshop.class)) {
			Workshop.use(app);
			TextPage fennel = app.page("/metrics/fennel");
			assertThat(fennel.samples())
				.containsEntry("executor_tasks_total{executor=\"saws\",outcome=\"success\"}", 3.0)
				.containsEntry("executor_tasks_total{executor=\"clock\",outcome=\"success\"}", 1.0)
				.containsEntry("executor_tasks_total{executor=\"hammers\",outcome=\"success\"}", 1.0)
				.containsEntry("executor_threads_max{executor=\"saws\"}", 3.0);
			assertThat(app.page("/metrics").families()).contains("executor_completed_tasks_total",
					"executor_tasks_total");
			ThreadPoolTaskExecutor saws = app.context().getBean("saws", ThreadPoolTaskExecutor.class);
			assertThat(saws.getThreadPoolExecutor()).isInstanceOf(ThreadPoolExecutor.class);
		}
	}

	private static TextPage visit(String property) throws IOException {
		try (RunningApp app = RunningApp.start(Workshop.class, property)) {
			Workshop.use(app);
			return app.page("/actuator/prometheus").without((sample) -> !sample.startsWith("executor_"));
		}
	}

	private static Set<String> names(TextPage page) {
		return page.series()
			.stream()
			.map((sample) -> sample.replaceAll(".*name=\"(\\w+)\".*", "$1"))
			.collect(Collectors.toSet());
	}

}
