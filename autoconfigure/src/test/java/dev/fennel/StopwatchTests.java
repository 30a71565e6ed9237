package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StopwatchTests {

	private final AtomicLong nanos = new AtomicLong(-1_000_000_000);

	private final List<Double> observed = new ArrayList<>();

	private final List<Double> others = new ArrayList<>();

	@Test
	void observesWhenItIsClosedAndOnlyOnce() {
		Stopwatch watch = new Stopwatch(this.nanos::get, this.observed::add);
		this.nanos.addAndGet(2_500_000_000L);
		assertThat(this.observed).isEmpty();
		watch.close();
		this.nanos.addAndGet(1_000_000_000);
		watch.close();
		assertThat(this.observed).containsExactly(2.5);
	}

	@Test
	void observesABlockThatThrows() {
		assertThatIllegalStateException().isThrownBy(() -> {
			try (Stopwatch watch = Stopwatch.start(this.observed::add)) {
				throw new IllegalStateException("after " + watch.seconds());
			}
		}).satisfies((exception) -> assertThat(exception).hasNoSuppressedExceptions());
		assertThat(this.observed).hasSize(1);
	}

	@Test
	void observerMayBeChosenAtTheEnd() {
		try (Stopwatch watch = Stopwatch.start()) {
			watch.observer(this.observed::add);
		}
		assertThat(this.observed).singleElement().satisfies((seconds) -> assertThat(seconds).isNotNegative());
	}

	@Test
	void observerMayBeReplacedUntilTheEnd() {
		Stopwatch watch = Stopwatch.start(this.observed::add);
		watch.observer(this.others::add).close();
		watch.observer(this.observed::add).close();
		assertThat(this.observed).isEmpty();
		assertThat(this.others).hasSize(1);
	}

	@Test
	void observerThatIsChosenAfterTheEndHearsNothing() {
		Stopwatch watch = Stopwatch.start();
		watch.close();
		watch.observer(this.observed::add).close();
		assertThat(this.observed).isEmpty();
	}

	@Test
	void secondsAreReadWhileItRunsAndStayAfterTheEnd() {
		Stopwatch watch = new Stopwatch(this.nanos::get, null);
		this.nanos.addAndGet(500_000_000);
		assertThat(watch.seconds()).isEqualTo(0.5);
		this.nanos.addAndGet(500_000_000);
		watch.close();
		this.nanos.addAndGet(500_000_000);
		assertThat(watch.seconds()).isOne();
		assertThat(watch.stop()).isOne();
	}

	@Test
	void stoppedClockIsWhatIsObservedWhenItIsClosed() {
		Stopwatch watch = new Stopwatch(this.nanos::get, this.observed::add);
		this.nanos.addAndGet(1_000_000_000);
		assertThat(watch.stop()).isOne();
		assertThat(this.observed).isEmpty();
		this.nanos.addAndGet(1_000_000_000);
		assertThat(watch.stop()).isOne();
		watch.close();
		assertThat(this.observed).containsExactly(1.0);
	}

	@Test
	void clockThatGoesBackIsNoNegativeDuration() {
		Stopwatch watch = new Stopwatch(this.nanos::get, this.observed::add);
		this.nanos.addAndGet(-1);
		assertThat(watch.seconds()).isZero();
		watch.close();
		assertThat(this.observed).containsExactly(0.0);
	}

	@Test
	void clockThatPassesTheGreatestNumberGoesOn() {
		this.nanos.set(Long.MAX_VALUE - 1_000_000_000 + 1);
		Stopwatch watch = new Stopwatch(this.nanos::get, this.observed::add);
		this.nanos.addAndGet(2_000_000_000);
		watch.close();
		assertThat(this.observed).containsExactly(2.0);
	}

	@Test
	void observerThatThrowsHarmsNothingAndIsNotAskedAgain() {
		Stopwatch watch = Stopwatch.start((seconds) -> {
			this.observed.add(seconds);
			throw new IllegalStateException();
		});
		watch.close();
		watch.close();
		assertThat(this.observed).hasSize(1);
	}

}
