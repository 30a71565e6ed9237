package dev.fennel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

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

	@Test
	void countsWhatOthersHaveLogged() {
		this.failures.count();
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_errors_total{feature=\"web\"}", 1.0);
	}

	@Test
	void aReasonIsTheMessageUnlessThatSaysNothing() {
		assertThat(Failures.reason(new IOException("it is down"))).isEqualTo("it is down");
		assertThat(Failures.reason(new IOException())).isEqualTo("IOException");
		assertThat(Failures.reason(new NoSuchFileException("/a"))).isEqualTo("NoSuchFileException /a");
		assertThat(Failures.reason(new FileNotFoundException("/a"))).isEqualTo("FileNotFoundException /a");
	}

}
