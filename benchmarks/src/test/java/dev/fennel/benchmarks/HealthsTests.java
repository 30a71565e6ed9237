package dev.fennel.benchmarks;

import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealthsTests {

	@Test
	void allSayWhetherThePoolIsThere() {
		HikariDataSource pool = Healths.pool();
		List<Healths.Question> questions = List.of(Healths.ready(pool, Duration.ZERO), Healths.actuator(pool));
		assertThat(questions).extracting(Healths.Question::ask).containsOnly("UP");
		assertThat(Healths.health().ask()).isEqualTo("UP");
		pool.close();
		assertThat(questions).extracting(Healths.Question::ask).containsOnly("DOWN");
		assertThat(Healths.health().ask()).isEqualTo("UP");
	}

}
