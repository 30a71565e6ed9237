package dev.fennel.autoconfigure.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.CacheCounts;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class RedisCachesTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static TestRedis redis;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, CacheMetricsAutoConfiguration.class));

	@BeforeAll
	static void start() {
		redis = TestRedis.start();
	}

	@AfterAll
	static void kill() throws IOException {
		redis.kill();
	}

	@ParameterizedTest
	@EnumSource
	void managerAndCachesAreStillOfTheirClasses(Client client) {
		run(client, (context) -> {
			RedisCacheManager manager = context.getBean(RedisCacheManager.class);
			assertThat(manager.getCacheConfigurations()).containsOnlyKeys("known");
			RedisCache books = (RedisCache) get(manager, "books" + client);
			assertThat(books.getCacheConfiguration()).isNotNull();
			assertThat(books.getStatistics()).isNotNull();
			assertThat(books.get("1")).isNull();
			books.put("1", "Emma");
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(books.get("1", String.class)).isEqualTo("Emma"));
			books.clear("no*");
			assertThat(books.putIfAbsent("1", "Persuasion")).isNotNull();
			assertThat(counts(context, books))
				.contains("gets miss 1", "gets hit 1", "puts 1", "clears 1", "durations put 2")
				.noneMatch((text) -> text.startsWith("entries"));
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).contains(
					"cache_gets_total{backend=\"redis\",cache=\"known\",cache_manager=\"main\",result=\"hit\"} 0.0");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redisThatIsGoneIsAnErrorAndWhatTheApplicationHadConfigured(Client client) {
		run(client, (context) -> {
			RedisCacheManager manager = context.getBean(RedisCacheManager.class);
			Books books = context.getBean(Books.class);
			Cache cache = get(manager, "books");
			assertThat(books.title("1")).isEqualTo("title of 1");
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(cache.get("1")).isNotNull());
			Set<String> before = counts(context, cache);
			redis.kill();
			try {
				assertThat(books.title("1")).isEqualTo("title of 1");
				assertThatException().isThrownBy(() -> cache.get("1"));
				assertThatException().isThrownBy(() -> cache.get("1", () -> "Emma"));
				assertThat(errors(counts(context, cache), "gets error")).isEqualTo(3);
				assertThat(counts(context, cache)).containsAll(before.stream()
					.filter((text) -> text.startsWith("gets hit") || text.startsWith("gets miss"))
					.toList());
				assertThat(counts(context, cache)).anyMatch((text) -> text.matches("errors \\w+ get \\d"));
			}
			finally {
				redis.restart();
			}
			await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(cache.get("2")).isNull());
			await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
				assertThat(books.title("1")).isEqualTo("title of 1");
				assertThat(cache.get("1")).isNotNull();
			});
		});
	}

	private void run(Client client, ContextConsumer<AssertableApplicationContext> test) {
		this.runner.withBean(RedisConnectionFactory.class, () -> client.connections.apply(redis))
			.withUserConfiguration(Caching.class)
			.run(test);
	}

	private static int errors(Set<String> counts, String kind) {
		return counts.stream()
			.filter((text) -> text.startsWith(kind + " "))
			.mapToInt((text) -> Integer.parseInt(text.substring(kind.length() + 1)))
			.sum();
	}

	private static Set<String> counts(ApplicationContext context, Cache cache) {
		return CacheCounts.of(context.getBean(GuardedRegistry.class), cache.getName());
	}

	private static Cache get(CacheManager manager, String name) {
		return Objects.requireNonNull(manager.getCache(name));
	}

	enum Client {

		LETTUCE(TestRedis::lettuce), JEDIS(TestRedis::jedis);

		private final Function<TestRedis, RedisConnectionFactory> connections;

		Client(Function<TestRedis, RedisConnectionFactory> connections) {
			this.connections = connections;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@Import(Books.class)
	static class Caching implements CachingConfigurer {

		@Bean
		RedisCacheManager cacheManager(RedisConnectionFactory connections) {
			return RedisCacheManager.builder(connections).initialCacheNames(Set.of("known")).build();
		}

		@Override
		public CacheErrorHandler errorHandler() {
			return new LoggingCacheErrorHandler();
		}

	}

	static class Books {

		@Cacheable("books")
		public String title(String isbn) {
			return "title of " + isbn;
		}

	}

}
