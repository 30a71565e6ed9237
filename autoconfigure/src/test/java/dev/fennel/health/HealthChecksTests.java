package dev.fennel.health;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HealthChecksTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(50);

	private final GuardedRegistry registry = new GuardedRegistry();

	private final HealthMetrics metrics = new HealthMetrics(MetricFactory.with(this.registry).build());

	private final List<HealthCheck> found = new ArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private volatile TrafficState traffic = TrafficState.ACCEPTING;

	@AfterEach
	void letGo() {
		this.release.countDown();
	}

	@Test
	void eachCheckSaysWhatItFound() {
		this.found.add(HealthCheck.of("yes", () -> true));
		this.found.add(HealthCheck.of("no", () -> false));
		this.found.add(new HealthCheck("other", () -> "SLEEPY"));
		this.found.add(new HealthCheck("out", () -> HealthCheck.OUT_OF_SERVICE));
		assertThat(results(checks(LONG, LONG, 2))).containsExactly("yes UP null", "no DOWN null", "other SLEEPY null",
				"out OUT_OF_SERVICE null");
		assertThat(page().samples()).containsEntry("health_check_up{check=\"yes\"}", 1.0)
			.containsEntry("health_check_up{check=\"no\"}", 0.0)
			.containsEntry("health_check_up{check=\"other\"}", 1.0)
			.containsEntry("health_check_up{check=\"out\"}", 0.0);
		assertThat(page().value("health_check_duration_seconds{check=\"yes\"}")).isPositive();
	}

	@Test
	void ofWhatIsThrownOnlyTheClassIsTold(CapturedOutput output) {
		this.found.add(HealthCheck.of("broken", () -> {
			throw new IOException("jdbc:x://user:hidden@host");
		}));
		this.found.add(HealthCheck.of("fatal", () -> {
			throw new NoClassDefFoundError("hidden");
		}));
		HealthChecks checks = checks(LONG, Duration.ZERO, 2);
		assertThat(results(checks)).containsExactly("broken DOWN IOException", "fatal DOWN NoClassDefFoundError");
		results(checks);
		assertThat(output.getAll()).containsOnlyOnce("'broken' says DOWN (IOException)").doesNotContain("hidden");
		assertThat(page().value("fennel_errors_total{feature=\"health\"}")).isZero();
	}

	@Test
	void whatGoesDownIsSaidOnceAndThatItIsBack(CapturedOutput output) {
		AtomicInteger calls = new AtomicInteger();
		this.found.add(HealthCheck.of("shaky", () -> calls.incrementAndGet() > 2));
		HealthChecks checks = checks(LONG, Duration.ZERO, 1);
		for (int i = 0; i < 4; i++) {
			checks.results();
		}
		assertThat(output.getAll()).containsOnlyOnce("'shaky' says DOWN").containsOnlyOnce("'shaky' says UP again");
	}

	@Test
	void checksRunSideBySide() {
		CountDownLatch both = new CountDownLatch(2);
		for (String name : List.of("one", "two")) {
			this.found.add(HealthCheck.of(name, () -> {
				both.countDown();
				both.await();
				return true;
			}));
		}
		assertThat(results(checks(LONG, LONG, 2))).containsExactly("one UP null", "two UP null");
	}

	@Test
	void oneThatHangsIsCutOffAndNotBegunAgainBeforeItHasReturned() {
		AtomicInteger begun = new AtomicInteger();
		this.found.add(HealthCheck.of("hanging", () -> {
			begun.incrementAndGet();
			this.release.await();
			return true;
		}));
		this.found.add(HealthCheck.of("quick", () -> true));
		HealthChecks checks = checks(SHORT, Duration.ZERO, 4);
		for (int i = 0; i < 5; i++) {
			assertThat(results(checks).get(0)).isEqualTo("hanging DOWN TimeoutException");
		}
		assertThat(begun).hasValue(1);
		assertThat(page().value("health_check_up{check=\"hanging\"}")).isZero();
		assertThat(page().value("health_check_duration_seconds{check=\"hanging\"}")).isGreaterThanOrEqualTo(0.05);
		this.release.countDown();
		Waiting.until(() -> results(checks).equals(List.of("hanging UP null", "quick UP null")));
	}

	@Test
	void oneForWhichNoThreadIsFreeIsCutOffToo() {
		this.found.add(hanging("hanging"));
		this.found.add(HealthCheck.of("behind", () -> true));
		assertThat(results(checks(SHORT, LONG, 1))).containsExactly("hanging DOWN TimeoutException",
				"behind DOWN TimeoutException");
	}

	@Test
	void whoeverAsksMeanwhileGetsTheSameAndSoDoesWhoAsksSoonAfter() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		CountDownLatch inside = new CountDownLatch(1);
		this.found.add(HealthCheck.of("slow", () -> {
			runs.incrementAndGet();
			inside.countDown();
			this.release.await();
			return true;
		}));
		HealthChecks checks = checks(LONG, LONG, 4);
		List<CompletableFuture<List<String>>> callers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			callers.add(
					CompletableFuture.supplyAsync(() -> results(checks), (task) -> new Thread(task, "caller").start()));
		}
		inside.await();
		this.release.countDown();
		for (CompletableFuture<List<String>> caller : callers) {
			assertThat(caller.get()).containsExactly("slow UP null");
		}
		results(checks);
		assertThat(runs).hasValue(1);
	}

	@Test
	void resultsThatAreTooOldAreNotUsedAgain() {
		AtomicInteger runs = new AtomicInteger();
		this.found.add(HealthCheck.of("counted", () -> runs.incrementAndGet() > 0));
		HealthChecks checks = checks(LONG, Duration.ofMillis(1), 1);
		Waiting.until(() -> {
			results(checks);
			return runs.get() > 3;
		});
	}

	@Test
	void checksThatHaveGoneAreOffThePage() {
		this.found.add(HealthCheck.of("stays", () -> true));
		this.found.add(HealthCheck.of("goes", () -> true));
		HealthChecks checks = checks(LONG, Duration.ZERO, 1);
		results(checks);
		assertThat(page().samples()).containsKey("health_check_up{check=\"goes\"}");
		this.found.remove(1);
		results(checks);
		assertThat(page().text()).contains("stays").doesNotContain("goes");
	}

	@Test
	void whatCannotBeFoundIsLeftOutAndCounted() {
		HealthChecks checks = new HealthChecks(() -> {
			throw new IllegalStateException("no beans");
		}, () -> this.traffic, new HealthOptions(LONG, Duration.ZERO, 1), this.metrics);
		assertThat(results(checks)).isEmpty();
		assertThat(page().value("fennel_errors_total{feature=\"health\"}")).isEqualTo(1);
	}

	@Test
	void beforeTheStartAndAtTheStopNothingIsRun(CapturedOutput output) {
		AtomicInteger runs = new AtomicInteger();
		this.found.add(HealthCheck.of("counted", () -> runs.incrementAndGet() > 0));
		HealthChecks checks = checks(LONG, Duration.ZERO, 1);
		this.traffic = TrafficState.STARTING;
		assertThat(results(checks)).isEmpty();
		this.traffic = TrafficState.REFUSING;
		assertThat(results(checks)).containsExactly("counted UP null");
		this.traffic = TrafficState.STOPPING;
		assertThat(results(checks)).containsExactly("counted UP null");
		assertThat(runs).hasValue(1);
	}

	@Test
	void whatFailsBecauseTheApplicationStopsIsNoNews(CapturedOutput output) {
		this.found.add(HealthCheck.of("stopped", () -> {
			this.traffic = TrafficState.STOPPING;
			return false;
		}));
		checks(LONG, Duration.ZERO, 1).results();
		assertThat(output.getAll()).doesNotContain("stopped");
		assertThat(page().text()).doesNotContain("health_check_up{");
	}

	@Test
	void itsThreadsAreDaemonsWithoutWhatTheCallerHasAndEndWithIt() {
		Set<Thread> runners = ConcurrentHashMap.newKeySet();
		Set<String> inherited = ConcurrentHashMap.newKeySet();
		InheritableThreadLocal<String> secret = new InheritableThreadLocal<>();
		secret.set("secret");
		this.found.add(HealthCheck.of("who", () -> {
			runners.add(Thread.currentThread());
			inherited.add(String.valueOf(secret.get()));
			return true;
		}));
		HealthChecks checks = checks(LONG, LONG, 1);
		checks.results();
		assertThat(inherited).containsExactly("null");
		Thread runner = runners.iterator().next();
		assertThat(runner.isDaemon()).isTrue();
		checks.destroy();
		Waiting.until(() -> !runner.isAlive());
	}

	private HealthChecks checks(Duration timeout, Duration cache, int threads) {
		return new HealthChecks(() -> List.copyOf(this.found), () -> this.traffic,
				new HealthOptions(timeout, cache, threads), this.metrics);
	}

	private HealthCheck hanging(String name) {
		return HealthCheck.of(name, () -> {
			this.release.await();
			return true;
		});
	}

	private static List<String> results(HealthChecks checks) {
		List<CheckResult> results = checks.results();
		for (int i = 0; i < 1000 && results == null; i++) {
			results = checks.results();
		}
		assertThat(results).isNotNull();
		return results.stream().map((result) -> result.name() + " " + result.status() + " " + result.error()).toList();
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

}
