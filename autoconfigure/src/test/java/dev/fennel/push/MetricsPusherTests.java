package dev.fennel.push;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFamily;
import dev.fennel.testing.Waiting;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class MetricsPusherTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final String SUCCESS = "fennel_push_total{outcome=\"success\",target=\"one\"}";

	private static final String FAILURE = "fennel_push_total{outcome=\"failure\",target=\"one\"}";

	private final Pushed pushed = new Pushed();

	private final StandInTarget one = new StandInTarget("one");

	private final StandInTarget two = new StandInTarget("two");

	private final List<MetricsPusher> pushers = new ArrayList<>();

	@AfterEach
	void stop() {
		this.one.recover();
		this.two.recover();
		this.pushers.forEach(MetricsPusher::stop);
	}

	@Test
	void pushesByHandWithoutBeingStarted() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0));
		pusher.push();
		pusher.pushAdd();
		pusher.delete();
		assertThat(this.one.calls()).containsExactly("push", "add", "delete");
		assertThat(this.one.pages().get(0)).contains(SUCCESS + " 0.0");
		assertThat(this.pushed.scrape().value(SUCCESS)).isEqualTo(3);
		assertThat(this.pushed.scrape().value("fennel_push_last_success_timestamp_seconds{target=\"one\"}"))
			.isBetween(System.currentTimeMillis() / 1000.0 - 60, System.currentTimeMillis() / 1000.0);
	}

	@Test
	void byHandItThrowsAfterTheLastRetry() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 2));
		this.one.failNext(2);
		pusher.push();
		assertThat(this.one.calls()).hasSize(3);
		this.one.failNext(3);
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
			.withMessage("Metrics are not pushed to a test: no")
			.withCauseInstanceOf(IOException.class);
		assertThat(this.one.calls()).hasSize(6);
		assertThat(this.pushed.scrape().value(SUCCESS)).isEqualTo(1);
		assertThat(this.pushed.scrape().value(FAILURE)).isEqualTo(1);
		this.one.failNext(1);
		MetricsPusher once = new MetricsPusher(this.pushed.exposition(),
				List.of(plan(this.one, null, AtStop.NONE, LONG, 0)), this.pushed.metrics(), () -> {
				});
		assertThatExceptionOfType(PushException.class).isThrownBy(once::delete)
			.withMessage("Metrics are not deleted from a test: no");
	}

	@Test
	void oneThatFailsKeepsNoneOfTheOthersBack() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0),
				plan(this.two, null, AtStop.NONE, LONG, 0));
		this.one.failNext(1);
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push);
		assertThat(this.two.calls()).containsExactly("push");
		this.one.failNext(1);
		this.two.failNext(1);
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void byHandItDoesNotHang(boolean deaf) {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, SHORT, 3));
		this.one.hang(deaf);
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
			.withMessage("Metrics are not pushed to a test: it does not answer within 300 ms");
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push);
		assertThat(this.one.overlapped).isFalse();
		this.one.recover();
		Waiting.until(() -> {
			try {
				pusher.push();
				return true;
			}
			catch (PushException ex) {
				return false;
			}
		});
	}

	@Test
	void retriesEndWithTheTimeout() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, SHORT, 1000));
		this.one.failNext(1000);
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
			.withMessage("Metrics are not pushed to a test: no");
		assertThat(this.one.calls()).hasSizeBetween(1, 3);
	}

	@Test
	void anInterruptedCallerIsNotHeldUp() throws Exception {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0));
		this.one.hang(false);
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Future<Boolean> interrupted = executor.submit(() -> {
				assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push);
				return Thread.currentThread().isInterrupted();
			});
			Waiting.until(() -> !this.one.calls().isEmpty());
			executor.shutdownNow();
			assertThat(interrupted.get()).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void pushesInIntervalsAndOnceMoreAtTheStop() {
		MetricsPusher pusher = pusher(plan(this.one, Duration.ofMillis(10), AtStop.PUSH_ADD, LONG, 0));
		pusher.start();
		Waiting.until(() -> this.one.calls().size() >= 3);
		pusher.stop();
		int atTheStop = this.one.calls().size();
		assertThat(this.one.calls()).last().isEqualTo("add");
		assertThat(this.one.calls().stream().filter("add"::equals)).hasSize(1);
		assertThat(this.one.overlapped).isFalse();
		pusher.stop();
		assertThat(this.one.calls()).hasSize(atTheStop);
		assertThat(pusher.isRunning()).isFalse();
	}

	@Test
	void pushesAtTheStartWhereAskedFor() {
		MetricsPusher pusher = pusher(new PushPlan("push", this.one, null, true, AtStop.DELETE, LONG, 0));
		pusher.start();
		Waiting.until(() -> this.pushed.scrape().value(SUCCESS) == 1);
		pusher.stop();
		assertThat(this.one.calls()).containsExactly("push", "delete");
	}

	@Test
	void whatIsAskedForIsPushedAtTheLatestByTheStop() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0));
		pusher.pushSoon();
		pusher.start();
		pusher.pushSoon();
		Waiting.until(() -> this.pushed.scrape().value(SUCCESS) == 1);
		this.one.hang(false);
		pusher.pushSoon();
		Waiting.until(() -> this.one.calls().size() == 2);
		Thread recovery = new Thread(() -> {
			Waiting.until(() -> this.one.calls().size() == 3);
			this.one.recover();
		});
		recovery.start();
		pusher.stop();
		assertThat(this.one.calls()).hasSize(3);
		assertThat(this.pushed.scrape().value(SUCCESS)).isEqualTo(2);
		assertThat(this.pushed.scrape().value(FAILURE)).isZero();
	}

	@Test
	void whatIsAskedForAtTheVeryStopIsNeverLost() {
		for (int i = 0; i < 2000; i++) {
			MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0));
			pusher.start();
			pusher.pushSoon();
			if (i % 2 == 0) {
				Waiting.until(() -> !this.one.calls().isEmpty());
			}
			MetricFamily<GaugeDataPoint> family = this.pushed.metrics().gauge("asked").labels("x").register();
			family.labelValues("x").set(i);
			pusher.pushSoon();
			pusher.stop();
			assertThat(this.one.pages()).last().asString().contains("asked{x=\"x\"} " + i + ".0\n");
			this.one.calls().clear();
			this.one.pages().clear();
			this.pushers.clear();
		}
	}

	@Test
	void withoutAnyOfThatNothingIsPushed() {
		MetricsPusher pusher = pusher(plan(this.one, null, AtStop.NONE, LONG, 0));
		pusher.start();
		pusher.stop();
		assertThat(this.one.calls()).isEmpty();
	}

	@Test
	void whatFailsInTheBackgroundIsOneWarningUntilItSucceeds(CapturedOutput output) {
		MetricsPusher pusher = pusher(plan(this.one, Duration.ofMillis(5), AtStop.NONE, LONG, 0));
		this.one.failNext(3);
		pusher.start();
		Waiting.until(() -> output.getAll().contains("Metrics are pushed to a test again"));
		pusher.stop();
		assertThat(output.getAll()).containsOnlyOnce("Metrics are not pushed to a test: no");
		assertThat(this.pushed.scrape().value(FAILURE)).isEqualTo(3);
		assertThat(this.pushed.scrape().value("fennel_errors_total{feature=\"push\"}")).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void theStopIsBoundedAndWarns(boolean deaf, CapturedOutput output) {
		MetricsPusher pusher = pusher(plan(this.one, Duration.ofMillis(5), AtStop.PUSH, SHORT, 3),
				plan(this.two, null, AtStop.PUSH, LONG, 0));
		this.one.hang(deaf);
		pusher.start();
		Waiting.until(() -> !this.one.calls().isEmpty());
		long start = System.nanoTime();
		assertThatNoException().isThrownBy(pusher::stop);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		assertThat(this.two.calls()).containsExactly("push");
		assertThat(output.getAll())
			.contains("Metrics are not pushed to a test: it does not answer within 300 ms. The application stops.");
	}

	@Test
	void aRefusalIsNotRepeated() {
		PushTarget refusing = new PushTarget() {

			@Override
			public String name() {
				return "one";
			}

			@Override
			public String description() {
				return "a test";
			}

			@Override
			public void push(PushedPage page) throws Exception {
				MetricsPusherTests.this.one.push(page);
				throw new RefusedPushException("never");
			}

		};
		MetricsPusher pusher = pusher(plan(refusing, null, AtStop.NONE, LONG, 3));
		assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
			.withMessage("Metrics are not pushed to a test: never");
		assertThat(this.one.calls()).hasSize(1);
	}

	@Test
	void manyWhoPushAtOnceGetInEachOthersWayNever() throws Exception {
		MetricsPusher pusher = pusher(plan(this.one, Duration.ofMillis(1), AtStop.PUSH, LONG, 0));
		pusher.start();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < 2000; i++) {
				all.add(executor.submit(pusher::push));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		pusher.stop();
		assertThat(this.one.overlapped).isFalse();
		// One of the background may have been cut off by the stop, and is not counted
		assertThat(this.one.calls().size() - this.pushed.scrape().value(SUCCESS)).isBetween(0.0, 1.0);
		assertThat(this.pushed.scrape().value(FAILURE)).isZero();
	}

	@Test
	void runsBeforeTheLastPush() {
		MetricsPusher pusher = new MetricsPusher(this.pushed.exposition(),
				List.of(plan(this.one, null, AtStop.PUSH, LONG, 0)), this.pushed.metrics(),
				() -> this.one.calls().add("before"));
		pusher.start();
		pusher.stop();
		assertThat(this.one.calls()).containsExactly("before", "push");
	}

	@Test
	void targetsHaveNamesOfTheirOwn() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> pusher(plan(this.one, null, AtStop.NONE, LONG, 0),
					plan(new StandInTarget("one"), null, AtStop.NONE, LONG, 0)))
			.withMessage("Two push targets have the name 'one'");
	}

	private MetricsPusher pusher(PushPlan... plans) {
		MetricsPusher pusher = new MetricsPusher(this.pushed.exposition(), List.of(plans), this.pushed.metrics(),
				() -> {
				});
		this.pushers.add(pusher);
		return pusher;
	}

	private static PushPlan plan(PushTarget target, @Nullable Duration interval, AtStop atStop, Duration timeout,
			int retries) {
		return new PushPlan("push", target, interval, false, atStop, timeout, retries);
	}

}
