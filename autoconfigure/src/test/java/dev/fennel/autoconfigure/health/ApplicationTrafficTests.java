package dev.fennel.autoconfigure.health;

import dev.fennel.health.TrafficState;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationTrafficTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();

	private final ApplicationTraffic traffic = new ApplicationTraffic(this.context, this.availability);

	@Test
	void followsWhatBootKnows() {
		assertThat(this.traffic.get()).isEqualTo(TrafficState.STARTING);
		publish(LivenessState.CORRECT);
		assertThat(this.traffic.get()).isEqualTo(TrafficState.REFUSING);
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.traffic.get()).isEqualTo(TrafficState.ACCEPTING);
		publish(ReadinessState.REFUSING_TRAFFIC);
		assertThat(this.traffic.get()).isEqualTo(TrafficState.REFUSING);
	}

	@Test
	void stopsWithItsContextAndNoOther() {
		publish(LivenessState.CORRECT);
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		this.traffic.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));
		assertThat(this.traffic.get()).isEqualTo(TrafficState.ACCEPTING);
		this.traffic.onApplicationEvent(new ContextClosedEvent(this.context));
		assertThat(this.traffic.get()).isEqualTo(TrafficState.STOPPING);
	}

	@Test
	void whatIsNotKnownIsAccepted() {
		assertThat(new ApplicationTraffic(this.context, null).get()).isEqualTo(TrafficState.ACCEPTING);
	}

	private <S extends AvailabilityState> void publish(S state) {
		this.availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
	}

}
