package dev.fennel.kotlin

import dev.fennel.GuardedRegistry
import dev.fennel.autoconfigure.FennelAutoConfiguration
import dev.fennel.autoconfigure.task.ScheduledTaskMetricsAutoConfiguration
import io.prometheus.metrics.model.snapshots.GaugeSnapshot
import io.prometheus.metrics.model.snapshots.HistogramSnapshot
import kotlinx.coroutines.CompletableDeferred
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import java.time.Duration
import java.util.function.Supplier

/** A suspending function that is scheduled is measured to its end. */
class ScheduledTests {

	private val runner = ApplicationContextRunner()
		.withConfiguration(
			AutoConfigurations.of(
				FennelAutoConfiguration::class.java, ScheduledTaskMetricsAutoConfiguration::class.java
			)
		)
		.withUserConfiguration(Enabled::class.java)

	@Test
	fun aRunEndsWhereTheFunctionDoes() {
		runner.withBean(Bakery::class.java, Supplier { Bakery() }).run { context ->
			val registry = context.getBean(GuardedRegistry::class.java)
			await { inProgress(registry) == 1.0 }
			assertThat(runs(registry, "success")).isEqualTo(0L)
			context.getBean(Bakery::class.java).gate.complete("bread")
			await { runs(registry, "success") == 1L && inProgress(registry) == 0.0 }
			assertThat(runs(registry, "failure")).isEqualTo(0L)
		}
	}

	@Test
	fun whatItThrowsIsAFailure() {
		runner.withBean(Bakery::class.java, Supplier { Bakery() }).run { context ->
			val registry = context.getBean(GuardedRegistry::class.java)
			await { inProgress(registry) == 1.0 }
			context.getBean(Bakery::class.java).gate.completeExceptionally(IllegalStateException("burnt"))
			await { runs(registry, "failure") == 1L && inProgress(registry) == 0.0 }
			assertThat(runs(registry, "success")).isEqualTo(0L)
		}
	}

	private fun await(condition: () -> Boolean) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until { condition() }
	}

	private fun runs(registry: GuardedRegistry, outcome: String) =
		registry.scrape { it == "scheduled_task_duration_seconds" }.map { it as HistogramSnapshot }
			.flatMap { it.dataPoints }
			.filter { it.labels.get("task") == "Bakery.bake" && it.labels.get("outcome") == outcome }
			.sumOf { it.count }

	private fun inProgress(registry: GuardedRegistry) =
		registry.scrape { it == "scheduled_tasks_in_progress" }.map { it as GaugeSnapshot }
			.flatMap { it.dataPoints }.sumOf { it.value }

	@EnableScheduling
	open class Enabled

	open class Bakery {

		val gate = CompletableDeferred<String>()

		@Scheduled(initialDelay = 0)
		suspend fun bake() {
			gate.await()
		}

	}

}
