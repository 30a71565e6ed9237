package dev.fennel.process;

import java.time.Duration;

import dev.fennel.MetricFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * The time that the application took to start, which is on the page when it has.
 *
 * @since 0.1.0
 */
public final class StartupMetrics implements ApplicationListener<ApplicationStartedEvent>, AopInfrastructureBean {

	private static final double NANOS_PER_SECOND = 1e9;

	private final MetricFactory metrics;

	private final ApplicationContext context;

	/**
	 * Creates what waits for the start.
	 * @param metrics makes the family
	 * @param context the context whose start is meant
	 */
	public StartupMetrics(MetricFactory metrics, ApplicationContext context) {
		this.metrics = metrics;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		Duration taken = event.getTimeTaken();
		if (event.getApplicationContext() == this.context && taken != null) {
			this.metrics.gauge("application_startup_seconds")
				.help("Time that the application took to start, its runners not included")
				.registerSingle()
				.set(taken.toNanos() / NANOS_PER_SECOND);
		}
	}

}
