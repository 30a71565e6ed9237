package dev.fennel.autoconfigure.health;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import dev.fennel.MetricDefinitionException;
import dev.fennel.health.HealthOptions;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Health and readiness.
 *
 * @param enabled Whether /health and /ready are served.
 * @param timeout How long all checks may take, side by side; what takes longer is down.
 * @param cache How long results are used again.
 * @param refresh Time between two runs in the background, 0 for none.
 * @param threads How many threads run checks at most.
 * @param exclude Names of checks that are not run.
 * @param db Data sources.
 * @param redis Redis.
 * @param disk The disk.
 * @param actuator Health indicators of Actuator.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.health")
public record HealthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration timeout,
		@DefaultValue("1s") Duration cache, @DefaultValue("15s") Duration refresh, @DefaultValue("8") int threads,
		@DefaultValue Set<String> exclude, @DefaultValue Db db, @DefaultValue Redis redis, @DefaultValue Disk disk,
		@DefaultValue Actuator actuator) implements AopInfrastructureBean {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Creates the properties.
	 */
	public HealthProperties {
		require("timeout", timeout, !timeout.isZero());
		require("cache", cache, true);
		require("refresh", refresh, refresh.isZero() || refresh.toMillis() > 0);
		if (threads < 1) {
			throw new MetricDefinitionException("fennel.health.threads is %d".formatted(threads), "Set 1 or more");
		}
	}

	private static void require(String property, Duration value, boolean holds) {
		if (!holds || value.isNegative() || value.compareTo(LONGEST) > 0) {
			throw new MetricDefinitionException("fennel.health.%s is %s".formatted(property, value),
					"Set a duration such as 1s, a day at most");
		}
	}

	HealthOptions options() {
		return new HealthOptions(this.timeout, this.cache, this.threads);
	}

	/**
	 * Data sources.
	 *
	 * @param enabled Whether data sources are checked.
	 */
	public record Db(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * Redis.
	 *
	 * @param enabled Whether Redis is checked.
	 */
	public record Redis(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * The disk.
	 *
	 * @param enabled Whether the disk is checked.
	 * @param path Folder or file on the disk.
	 * @param threshold Space that there must be at least.
	 */
	public record Disk(@DefaultValue("true") boolean enabled, @DefaultValue(".") Path path,
			@DefaultValue("10MB") DataSize threshold) {

	}

	/**
	 * Health indicators of Actuator.
	 *
	 * @param enabled Whether they are asked.
	 */
	public record Actuator(@DefaultValue("true") boolean enabled) {

	}

}
