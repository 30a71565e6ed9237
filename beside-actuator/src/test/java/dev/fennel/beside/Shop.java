package dev.fennel.beside;

import java.util.concurrent.Callable;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The application: a few ways in which a request can end, and what users inject.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
class Shop {

	@Bean
	Asker asker(PrometheusRegistry registry) {
		return new Asker(registry);
	}

	@Bean
	Meters meters(MeterRegistry registry) {
		return new Meters(registry);
	}

	@RestController
	static class Orders {

		private final JdbcTemplate database;

		Orders(JdbcTemplate database) {
			this.database = database;
		}

		@GetMapping("/stock")
		String stock() {
			return "stock: " + this.database.queryForObject("select 7", Integer.class);
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			return id;
		}

		@GetMapping("/later")
		Callable<String> later() {
			return () -> "later";
		}

		@GetMapping("/gone")
		String gone() {
			throw new ResponseStatusException(HttpStatus.GONE);
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

	}

	static class Asker {

		private final PrometheusRegistry registry;

		Asker(PrometheusRegistry registry) {
			this.registry = registry;
		}

		PrometheusRegistry registry() {
			return this.registry;
		}

	}

	static class Meters {

		private final MeterRegistry registry;

		Meters(MeterRegistry registry) {
			this.registry = registry;
		}

		MeterRegistry registry() {
			return this.registry;
		}

	}

}
