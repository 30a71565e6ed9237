package dev.fennel.autoconfigure.health;

import dev.fennel.health.TrafficState;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Whether the application is to get requests: what Boot knows, and that it stops from the
 * first moment on. No supplier, since Spring Cloud binds beans of those to brokers.
 */
final class ApplicationTraffic implements ApplicationListener<ContextClosedEvent>, Ordered, AopInfrastructureBean {

	private final ApplicationContext context;

	private final @Nullable ApplicationAvailability availability;

	private volatile boolean closed;

	ApplicationTraffic(ApplicationContext context, @Nullable ApplicationAvailability availability) {
		this.context = context;
		this.availability = availability;
	}

	TrafficState get() {
		if (this.closed) {
			return TrafficState.STOPPING;
		}
		if (this.availability == null) {
			return TrafficState.ACCEPTING;
		}
		if (this.availability.getLastChangeEvent(LivenessState.class) == null) {
			return TrafficState.STARTING;
		}
		return (this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) ? TrafficState.ACCEPTING
				: TrafficState.REFUSING;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.closed = true;
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
