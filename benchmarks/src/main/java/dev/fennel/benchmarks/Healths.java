package dev.fennel.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.PageRequest;
import dev.fennel.ServedPage;
import dev.fennel.exposition.Credentials;
import dev.fennel.health.DataSourceCheck;
import dev.fennel.health.HealthCheck;
import dev.fennel.health.HealthChecks;
import dev.fennel.health.HealthMetrics;
import dev.fennel.health.HealthOptions;
import dev.fennel.health.HealthPage;
import dev.fennel.health.ReadyPage;
import dev.fennel.health.TrafficState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

/**
 * Whether the same pool gives a valid connection, asked in several ways.
 */
final class Healths {

	static final Question NOTHING = () -> "";

	private static final PageRequest REQUEST = new PageRequest("GET", "/ready", Map.of(), Map.of());

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final int THREADS = 8;

	private Healths() {
	}

	static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:health");
		return pool;
	}

	static Question health() {
		return status(new HealthPage());
	}

	static Question ready(HikariDataSource pool, Duration cache) {
		HealthMetrics metrics = new HealthMetrics(MetricFactory.with(new GuardedRegistry()).build());
		List<HealthCheck> checks = List.of(HealthCheck.of("db.main", new DataSourceCheck(pool, TIMEOUT)));
		return status(new ReadyPage(new HealthChecks(() -> checks, () -> TrafficState.ACCEPTING,
				new HealthOptions(TIMEOUT, cache, THREADS), metrics), Credentials.none()));
	}

	static Question actuator(HikariDataSource pool) {
		DataSourceCheck check = new DataSourceCheck(pool, TIMEOUT);
		DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();
		registry.registerContributor("db", new HealthIndicator() {

			@Override
			public Health health() {
				try {
					return (check.isReady() ? Health.up() : Health.down()).build();
				}
				catch (Exception ex) {
					return Health.down(ex).build();
				}
			}

		});
		HealthEndpoint endpoint = new HealthEndpoint(registry, null,
				HealthEndpointGroups.of(new Everything(), Map.of()), TIMEOUT);
		return () -> endpoint.health().getStatus().getCode();
	}

	private static Question status(ServedPage page) {
		return () -> (page.get(REQUEST).status() == 200) ? "UP" : "DOWN";
	}

	/**
	 * Asks once.
	 */
	@FunctionalInterface
	interface Question {

		String ask();

	}

	private static final class Everything implements HealthEndpointGroup {

		@Override
		public boolean isMember(String name) {
			return true;
		}

		@Override
		public boolean showComponents(SecurityContext context) {
			return true;
		}

		@Override
		public boolean showDetails(SecurityContext context) {
			return true;
		}

		@Override
		public StatusAggregator getStatusAggregator() {
			return StatusAggregator.getDefault();
		}

		@Override
		public HttpCodeStatusMapper getHttpCodeStatusMapper() {
			return HttpCodeStatusMapper.getDefault();
		}

		@Override
		public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
			return null;
		}

	}

}
