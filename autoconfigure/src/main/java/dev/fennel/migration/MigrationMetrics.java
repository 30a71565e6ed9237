package dev.fennel.migration;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of migrations.
 *
 * @since 0.1.0
 */
public final class MigrationMetrics implements AopInfrastructureBean {

	private final MetricFamily<GaugeDataPoint> applied;

	private final MetricFamily<GaugeDataPoint> pending;

	private final MetricFamily<GaugeDataPoint> failed;

	private final Failures failures;

	/**
	 * Creates the families' owner.
	 * @param metrics makes the families
	 */
	public MigrationMetrics(MetricFactory metrics) {
		this.applied = family(metrics, "migrations_applied", "Migrations that are in force");
		this.pending = family(metrics, "migrations_pending", "Migrations that have yet to run");
		this.failed = family(metrics, "migrations_failed", "Migrations that ran and failed");
		this.failures = new Failures(metrics, "migration");
	}

	Failures failures() {
		return this.failures;
	}

	void found(String dataSource, String tool, MigrationCounts counts) {
		this.applied.labelValues(dataSource, tool).set(counts.applied());
		this.pending.labelValues(dataSource, tool).set(counts.pending());
		this.failed.labelValues(dataSource, tool).set(counts.failed());
	}

	void unknown(String dataSource, String tool) {
		this.applied.remove(dataSource, tool);
		this.pending.remove(dataSource, tool);
		this.failed.remove(dataSource, tool);
	}

	private static MetricFamily<GaugeDataPoint> family(MetricFactory metrics, String name, String help) {
		return metrics.gauge(name).help(help).labels("datasource", "tool").closed("tool").register();
	}

}
