package dev.fennel.health;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of checks, and the log lines when one goes down or comes back.
 *
 * @since 0.1.0
 */
public final class HealthMetrics implements AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(HealthMetrics.class);

	private static final double NANOS_PER_SECOND = 1e9;

	private final MetricFamily<GaugeDataPoint> up;

	private final MetricFamily<GaugeDataPoint> duration;

	private final Failures failures;

	private final Set<String> shown = new HashSet<>();

	private final Set<String> down = new HashSet<>();

	/**
	 * Creates the families' owner.
	 * @param metrics makes the families
	 */
	public HealthMetrics(MetricFactory metrics) {
		this.up = metrics.gauge("health_check_up")
			.help("1 when the last run of the check did not say that it is down")
			.labels("check")
			.register();
		this.duration = metrics.gauge("health_check_duration_seconds")
			.help("What the last run of the check took")
			.labels("check")
			.register();
		this.failures = new Failures(metrics, "health");
	}

	/**
	 * Returns where failures of Fennel's own go.
	 * @return the failures of the feature
	 */
	public Failures failures() {
		return this.failures;
	}

	synchronized void record(Collection<CheckResult> results) {
		Set<String> gone = new HashSet<>(this.shown);
		for (CheckResult result : results) {
			gone.remove(result.name());
			this.shown.add(result.name());
			this.up.labelValues(result.name()).set(result.isUp() ? 1 : 0);
			this.duration.labelValues(result.name()).set(result.nanos() / NANOS_PER_SECOND);
			tell(result);
		}
		gone.forEach(this::forget);
	}

	/** Without messages, which may quote a URL and with it a password. */
	private void tell(CheckResult result) {
		if (!result.isUp() && this.down.add(result.name())) {
			logger.warn("The check '%s' says %s%s: the application is not ready".formatted(result.name(),
					result.status(), (result.error() != null) ? " (" + result.error() + ")" : ""));
		}
		else if (result.isUp() && this.down.remove(result.name())) {
			logger.info("The check '%s' says %s again".formatted(result.name(), result.status()));
		}
	}

	private void forget(String check) {
		this.shown.remove(check);
		this.down.remove(check);
		this.up.remove(check);
		this.duration.remove(check);
	}

}
