package dev.fennel.process;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class VirtualThreadEventsTests {

	private final VirtualThreadEvents events = new VirtualThreadEvents(
			new Failures(MetricFactory.with(new GuardedRegistry()).build(), "process"));

	@Test
	void anApplicationMayEndBeforeTheRecorderHasStarted() {
		RecordingStream opened = this.events.open();
		this.events.stop();
		assertThat(opened).isNotNull();
		assertThatNoException().isThrownBy(() -> this.events.follow(opened));
		assertThat(this.events.open()).isNull();
	}

}
