package dev.fennel.kotlin

import dev.fennel.GuardedRegistry
import dev.fennel.annotation.CountExceptions
import dev.fennel.annotation.Counted
import dev.fennel.annotation.Timed
import dev.fennel.annotation.TrackInProgress
import dev.fennel.autoconfigure.FennelAutoConfiguration
import dev.fennel.autoconfigure.method.MethodMetricsAutoConfiguration
import io.prometheus.metrics.model.snapshots.CounterSnapshot
import io.prometheus.metrics.model.snapshots.GaugeSnapshot
import io.prometheus.metrics.model.snapshots.HistogramSnapshot
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.aop.support.AopUtils
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import java.util.function.Supplier

/** Suspending functions are measured to their end, not to where they first suspend. */
class SuspendingTests {

	private val runner = ApplicationContextRunner()
		.withConfiguration(
			AutoConfigurations.of(
				FennelAutoConfiguration::class.java, MethodMetricsAutoConfiguration::class.java,
				AopAutoConfiguration::class.java
			)
		)
		.withBean(Kitchen::class.java, Supplier { Kitchen() })

	@Test
	fun resultIsASuccess() = measured { waiting, registry ->
		val gate = CompletableDeferred<String>()
		val result = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { waiting.waitFor(gate) }
		assertThat(inProgress(registry)).isEqualTo(1.0)
		assertThat(calls(registry, "success")).isEqualTo(0.0)
		gate.complete("done")
		assertThat(result.await()).isEqualTo("done")
		assertThat(calls(registry, "success")).isEqualTo(1.0)
	}

	@Test
	fun exceptionIsAFailureAndCounted() = measured { waiting, registry ->
		val failure = runCatching { waiting.fail() }.exceptionOrNull()
		assertThat(failure).isInstanceOf(IllegalStateException::class.java).hasMessage("out of stock")
		assertThat(calls(registry, "failure", "IllegalStateException")).isEqualTo(1.0)
		assertThat(exceptions(registry)).isEqualTo(mapOf("IllegalStateException" to 1.0))
	}

	@Test
	fun exceptionBeforeAnythingSuspendsIsTheSame() = measured { waiting, registry ->
		val failure = runCatching { waiting.failAtOnce() }.exceptionOrNull()
		assertThat(failure).isSameAs(FAILURE)
		assertThat(calls(registry, "failure", "OffTheMenu")).isEqualTo(1.0)
		assertThat(exceptions(registry)).isEqualTo(mapOf("OffTheMenu" to 1.0))
	}

	@Test
	fun interfaceIsEnoughForAProxy() = measured("spring.aop.proxy-target-class=false") { waiting, registry ->
		assertThat(AopUtils.isJdkDynamicProxy(waiting)).isTrue()
		assertThat(waiting.waitFor(CompletableDeferred("done"))).isEqualTo("done")
		assertThat(calls(registry, "success")).isEqualTo(1.0)
		runCatching { waiting.fail() }
		assertThat(calls(registry, "failure", "IllegalStateException")).isEqualTo(1.0)
	}

	@Test
	fun expressionsAreEvaluatedOnceForACallAndNotBefore() = measured { waiting, registry ->
		val counting = Counting()
		assertThat(waiting.evaluated(counting)).isEqualTo("done")
		assertThat(counting.reads).isEqualTo(1)
		assertThat(registry.scrape { it == "evaluated" }.map { it as CounterSnapshot }.flatMap { it.dataPoints }
			.map { it.labels.get("read") }).containsExactly("1")
	}

	@Test
	fun cancellationIsCancelled() = measured { waiting, registry ->
		val job = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { waiting.waitFor(CompletableDeferred()) }
		assertThat(inProgress(registry)).isEqualTo(1.0)
		job.cancelAndJoin()
		assertThat(calls(registry, "cancelled")).isEqualTo(1.0)
	}

	@Test
	fun durationIsThatOfTheWholeFunction() = measured { waiting, registry ->
		waiting.rest(100)
		val durations = registry.scrape { it == "method_duration_seconds" }.map { it as HistogramSnapshot }
			.flatMap { it.dataPoints }.filter { it.labels.get("method") == "rest" }
		assertThat(durations.sumOf { it.sum }).isBetween(0.1, 5.0)
	}

	private fun measured(vararg properties: String, test: suspend CoroutineScope.(Waiting, GuardedRegistry) -> Unit) {
		runner.withPropertyValues(*properties).run { context ->
			val registry = context.getBean(GuardedRegistry::class.java)
			val waiting = context.getBean(Waiting::class.java)
			runBlocking {
				test(waiting, registry)
			}
			assertThat(inProgress(registry)).isEqualTo(0.0)
			assertThat(AopUtils.isAopProxy(waiting)).isTrue()
		}
	}

	private fun calls(registry: GuardedRegistry, result: String, exception: String = "none") =
		registry.scrape { it == "method_calls" }.map { it as CounterSnapshot }.flatMap { it.dataPoints }
			.filter { it.labels.get("result") == result && it.labels.get("exception") == exception }.sumOf { it.value }

	private fun exceptions(registry: GuardedRegistry) =
		registry.scrape { it == "method_exceptions" }.map { it as CounterSnapshot }.flatMap { it.dataPoints }
			.associate { it.labels.get("exception") to it.value }

	private fun inProgress(registry: GuardedRegistry) =
		registry.scrape { it == "method_in_progress" || it == "evaluated_in_progress" }.map { it as GaugeSnapshot }
			.flatMap { it.dataPoints }.sumOf { it.value }

	/** Coroutines copy exceptions that they know how to make. */
	class OffTheMenu(val dish: String, val table: Int) : RuntimeException()

	class Counting {

		var reads = 0

		/** Read by an expression. */
		fun getNext() = ++reads

	}

	interface Waiting {

		suspend fun waitFor(gate: CompletableDeferred<String>): String

		suspend fun fail(): String

		suspend fun failAtOnce(): String

		suspend fun rest(millis: Long)

		suspend fun evaluated(counting: Counting): String

	}

	@Timed
	@Counted
	@CountExceptions
	@TrackInProgress
	open class Kitchen : Waiting {

		override suspend fun waitFor(gate: CompletableDeferred<String>): String = gate.await()

		override suspend fun fail(): String {
			kotlinx.coroutines.yield()
			throw IllegalStateException("out of stock")
		}

		override suspend fun failAtOnce(): String = throw FAILURE

		override suspend fun rest(millis: Long) {
			kotlinx.coroutines.delay(millis)
		}

		@Counted("evaluated", labels = ["read=#{#counting.next}"])
		@TrackInProgress("evaluated_in_progress", labels = ["read=#{#counting.next}"])
		override suspend fun evaluated(counting: Counting): String = "done"

	}

	companion object {

		val FAILURE = OffTheMenu("soup", 3)

	}

}
