package dev.fennel.autoconfigure.health;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.testing.StoppableDatabase;
import dev.fennel.testing.TestRedis;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real servers, which are stopped and started again.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoppedServersTests {

	private static final String[] PROPERTIES = { "fennel.health.cache=0", "fennel.health.refresh=0" };

	@Test
	void aPostgresqlThatIsStoppedIsDownAndUpAgainWhenItIsBack(CapturedOutput output) throws IOException {
		try (StoppableDatabase database = StoppableDatabase.start()) {
			WithDatabase.url = database.url();
			try (WebApp app = WebApp.start(WithDatabase.class, PROPERTIES)) {
				Waiting.until(() -> is(app, 200, "db.main", "UP"));
				assertThat(app.scrape().value("health_check_up{check=\"db.main\"}")).isEqualTo(1);
				database.stop();
				Waiting.until(() -> is(app, 503, "db.main", "DOWN"));
				assertThat(app.scrape().value("health_check_up{check=\"db.main\"}")).isZero();
				assertThat(app.get("/health").statusCode()).isEqualTo(200);
				database.restart();
				Waiting.until(() -> is(app, 200, "db.main", "UP"));
				assertThat(app.scrape().value("health_check_up{check=\"db.main\"}")).isEqualTo(1);
			}
		}
		assertThat(output.getAll()).contains("The check 'db.main' says DOWN", "The check 'db.main' says UP again");
	}

	@ParameterizedTest
	@ValueSource(classes = { WithLettuce.class, WithJedis.class })
	void aRedisThatIsKilledIsDownAndUpAgainWhenItIsBack(Class<?> client) throws IOException {
		TestRedis redis = TestRedis.start();
		WithLettuce.redis = redis;
		try (WebApp app = WebApp.start(client, PROPERTIES)) {
			Waiting.until(() -> is(app, 200, "redis.main", "UP"));
			redis.kill();
			Waiting.until(() -> is(app, 503, "redis.main", "DOWN"));
			assertThat(app.scrape().value("health_check_up{check=\"redis.main\"}")).isZero();
			redis.restart();
			Waiting.until(() -> is(app, 200, "redis.main", "UP"));
			assertThat(app.scrape().value("health_check_up{check=\"redis.main\"}")).isEqualTo(1);
		}
		finally {
			redis.kill();
		}
	}

	@Test
	void redisHasASwitch() throws IOException {
		WithLettuce.redis = TestRedis.shared();
		try (WebApp app = WebApp.start(WithLettuce.class, "fennel.health.redis.enabled=false")) {
			assertThat(app.get("/ready").body()).contains("disk").doesNotContain("redis");
		}
	}

	@SuppressWarnings("unchecked")
	private static boolean is(WebApp app, int code, String check, String status) throws IOException {
		HttpResponse<String> ready = app.get("/ready");
		Map<String, Object> parsed = JsonParserFactory.getJsonParser().parseMap(ready.body());
		Map<String, Map<String, Object>> checks = (Map<String, Map<String, Object>>) parsed.get("checks");
		return ready.statusCode() == code && checks != null && checks.get(check) != null
				&& status.equals(checks.get(check).get("status"));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithDatabase {

		private static volatile String url = "";

		@Bean
		DataSource dataSource() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(url);
			pool.setUsername("postgres");
			pool.setPassword("postgres");
			pool.setMaximumPoolSize(2);
			pool.setConnectionTimeout(2000);
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithLettuce {

		private static volatile TestRedis redis;

		@Bean
		RedisConnectionFactory redisConnectionFactory() {
			return redis.lettuce();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithJedis {

		@Bean
		RedisConnectionFactory redisConnectionFactory() {
			return WithLettuce.redis.jedis();
		}

	}

}
