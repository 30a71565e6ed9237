package dev.fennel.kotlin

import dev.fennel.GuardedRegistry
import dev.fennel.autoconfigure.FennelAutoConfiguration
import dev.fennel.autoconfigure.cache.CacheMetricsAutoConfiguration
import io.prometheus.metrics.model.snapshots.CounterSnapshot
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.cache.annotation.Cacheable
import org.springframework.cache.annotation.EnableCaching
import org.springframework.cache.concurrent.ConcurrentMapCacheManager
import org.springframework.context.ApplicationContext
import org.springframework.context.annotation.Configuration
import org.springframework.util.ClassUtils
import java.util.function.Supplier

/** Suspending functions whose results are cached, with nothing of caches but what Spring itself has. */
class CachedTests {

	private val runner = ApplicationContextRunner()
		.withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration::class.java, CacheMetricsAutoConfiguration::class.java)
		)
		.withUserConfiguration(Caching::class.java)
		.withBean("cacheManager", ConcurrentMapCacheManager::class.java, Supplier { ConcurrentMapCacheManager() })
		.withBean(Books::class.java, Supplier { Books() })

	@Test
	fun suspendingFunctionsAreMeasured() {
		runner.run { context -> check(context) }
	}

	private fun check(context: ApplicationContext) {
		for (type in listOf(
			"org.springframework.cache.transaction.TransactionAwareCacheDecorator",
			"com.github.benmanes.caffeine.cache.Cache", "org.springframework.data.redis.cache.RedisCache"
		)) {
			assertThat(ClassUtils.isPresent(type, null)).isFalse()
		}
		val books = context.getBean(Books::class.java)
		runBlocking {
			assertThat(books.title("1")).isEqualTo(books.title("1")).isEqualTo("title of 1")
			assertThat(books.titleOnce("2")).isEqualTo(books.titleOnce("2")).isEqualTo("title of 2")
		}
		val registry = context.getBean(GuardedRegistry::class.java)
		// Who waits for a future may hear of its end first
		await().untilAsserted {
			assertThat(gets(registry, "hit")).isEqualTo(2.0)
			assertThat(gets(registry, "miss")).isEqualTo(2.0)
			assertThat(gets(registry, "error")).isEqualTo(0.0)
		}
	}

	private fun gets(registry: GuardedRegistry, result: String) =
		registry.scrape { it == "cache_gets" }.map { it as CounterSnapshot }.flatMap { it.dataPoints }
			.filter { it.labels.get("result") == result }.sumOf { it.value }

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	open class Caching

	open class Books {

		@Cacheable("books")
		open suspend fun title(isbn: String): String {
			kotlinx.coroutines.yield()
			return "title of $isbn"
		}

		@Cacheable("books", sync = true)
		open suspend fun titleOnce(isbn: String): String {
			kotlinx.coroutines.yield()
			return "title of $isbn"
		}

	}

}
