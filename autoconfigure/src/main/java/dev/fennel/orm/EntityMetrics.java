package dev.fennel.orm;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The family of entities.
 *
 * @since 0.1.0
 */
public final class EntityMetrics implements AopInfrastructureBean {

	private final MetricFamily<CounterDataPoint> operations;

	private final Failures failures;

	/**
	 * Creates the family's owner.
	 * @param metrics makes the family
	 */
	public EntityMetrics(MetricFactory metrics) {
		this.operations = metrics.counter("entity_operations_total")
			.help("Row operations of entities that ran")
			.labels("entity", "operation")
			.closed("operation")
			.register();
		this.failures = new Failures(metrics, "orm");
	}

	Failures failures() {
		return this.failures;
	}

	/** The series of an entity, which are on the page from now on. */
	EntityCounters entity(String name) {
		return new EntityCounters(this.operations.labelValues(name, "insert"),
				this.operations.labelValues(name, "update"), this.operations.labelValues(name, "delete"));
	}

}
