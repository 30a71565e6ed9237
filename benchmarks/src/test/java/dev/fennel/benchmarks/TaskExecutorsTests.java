package dev.fennel.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it is compared for.
 */
class TaskExecutorsTests {

	@ParameterizedTest
	@EnumSource
	void eachRunsTheTask(TaskMeter meter) throws Exception {
		CountDownLatch ran = new CountDownLatch(1);
		meter.direct().execute(ran::countDown);
		assertThat(ran.getCount()).isZero();
		ExecutorService pool = meter.pool();
		assertThat(pool.submit(() -> "done").get()).isEqualTo("done");
		pool.shutdown();
	}

	@Test
	void fennelCountsTasks() {
		GuardedRegistry registry = new GuardedRegistry();
		TaskExecutors.fennel(registry, Executor.class, TaskExecutors::direct).execute(() -> {
		});
		assertThat(registry.scrape("executor_tasks"::equals)
			.stream()
			.map(CounterSnapshot.class::cast)
			.flatMap((family) -> family.getDataPoints().stream())
			.mapToDouble((point) -> point.getValue())
			.sum()).isEqualTo(1);
	}

	@Test
	void micrometerTakesTheirTime() {
		PrometheusMeterRegistry registry = Chains.meterRegistry(false);
		TaskExecutors.micrometer(registry, TaskExecutors.direct()).execute(() -> {
		});
		assertThat(registry.scrape()).contains("executor_execution_seconds_count{name=\"taskExecutor\"} 1");
	}

}
