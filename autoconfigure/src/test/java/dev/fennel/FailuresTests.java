package dev.fennel;

import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final Failures failures = new Failures(MetricFactory.with(this.registry).build(), "web");

	@Test
	void startsAtZero() {
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_errors_total{feature=\"web\"}", 0.0);
	}

	@Test
	void countsEachAndLogsTheFirstOfAKind(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			this.failures.guard("do this", () -> {
				throw new StackOverflowError();
			});
		}
		this.failures.record("do that", new IllegalStateException());
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_errors_total{feature=\"web\"}", 4.0);
		assertThat(output.getAll()).containsOnlyOnce("Fennel could not do this")
			.containsOnlyOnce("Fennel could not do that");
	}

}
