package dev.fennel.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of registrars that fail, hang or come back.
 */
@ExtendWith(OutputCaptureExtension.class)
class RegistrationsTests {

	private static final ServiceInstance SHOP = new ServiceInstance("shop", "10.0.0.5", 9404, "http", "/metrics", "/");

	private static final Duration SOON = Duration.ofMillis(20);

	private final GuardedRegistry registry = new GuardedRegistry();

	private final Failures failures = new Failures(MetricFactory.with(this.registry).build(), "discovery");

	@Test
	void registersAtTheStartAndTakesItBackAtTheStop(CapturedOutput output) {
		Fake fake = new Fake("fake one");
		Registrations registrations = registrations(SHOP, fake);
		assertThat(registrations.isRegistered()).isFalse();
		registrations.start();
		Waiting.until(registrations::isRegistered);
		assertThat(registrations.getStates()).isEqualTo(Map.of("fake one", true));
		registrations.stop();
		assertThat(registrations.isRunning()).isFalse();
		assertThat(registrations.isRegistered()).isFalse();
		assertThat(fake.calls).startsWith("register").endsWith("deregister").containsOnlyOnce("deregister");
		assertThat(output.getAll()).containsOnlyOnce("shop-10.0.0.5-9404 is registered with fake one");
	}

	@Test
	void whatHoldsIsLookedAfter() {
		Fake fake = new Fake("fake");
		Registrations registrations = registrations(SHOP, fake);
		registrations.start();
		Waiting.until(() -> fake.calls.size() > 3);
		registrations.stop();
		assertThat(fake.calls.subList(0, 3)).containsOnly("register");
	}

	@Test
	void oneThatFailsIsOneWarningAndTriedUntilItSucceeds(CapturedOutput output) {
		Fake fake = new Fake("flaky one");
		fake.failing = true;
		Registrations registrations = registrations(SHOP, fake);
		registrations.start();
		Waiting.until(() -> fake.calls.size() > 5);
		assertThat(registrations.isRegistered()).isFalse();
		assertThat(registrations.getStates()).isEqualTo(Map.of("flaky one", false));
		assertThat(output.getAll()).containsOnlyOnce(
				"shop-10.0.0.5-9404 is not registered with flaky one: it is down. It is tried again in the background.");
		assertThat(Scrapes.of(this.registry).value("fennel_errors_total{feature=\"discovery\"}"))
			.isGreaterThanOrEqualTo(5);
		fake.failing = false;
		Waiting.until(registrations::isRegistered);
		fake.failing = true;
		Waiting.until(() -> !registrations.isRegistered());
		fake.failing = false;
		Waiting.until(registrations::isRegistered);
		registrations.stop();
		assertThat(output.getAll().split("is not registered with flaky one", -1)).hasSize(3);
		assertThat(output.getAll().split("is registered with flaky one", -1)).hasSize(3);
	}

	@Test
	void intervalsGrowUntilItSucceeds() {
		Fake fake = new Fake("down");
		fake.failing = true;
		Registrations registrations = new Registrations(List.of(fake), () -> SHOP, () -> 0, Duration.ofSeconds(30),
				this.failures);
		registrations.start();
		long start = System.nanoTime();
		Waiting.until(() -> fake.calls.size() == 3);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2900));
		registrations.stop();
	}

	@Test
	void severalDoNotWaitForEachOther() {
		CountDownLatch hang = new CountDownLatch(1);
		Fake hanging = new Fake("hanging");
		hanging.registering = () -> hang.await();
		Fake failing = new Fake("failing");
		failing.registering = () -> {
			throw new OutOfMemoryError("a test");
		};
		Fake good = new Fake("good");
		Registrations registrations = registrations(SHOP, hanging, failing, good);
		registrations.start();
		Waiting.until(() -> registrations.getStates().get("good") && hanging.calls.contains("register"));
		assertThat(registrations.getStates()).isEqualTo(Map.of("hanging", false, "failing", false, "good", true));
		assertThat(registrations.isRegistered()).isFalse();
		registrations.stop();
		assertThat(hanging.calls).containsExactly("register", "interrupted", "deregister");
		assertThat(good.calls).endsWith("deregister");
	}

	@Test
	void whatTheStopInterruptsIsTheAttemptAlone() {
		CountDownLatch hang = new CountDownLatch(1);
		Fake hanging = new Fake("hanging");
		hanging.registering = () -> {
			try {
				hang.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IOException("interrupted", ex);
			}
		};
		Registrations registrations = registrations(SHOP, hanging);
		registrations.start();
		Waiting.until(() -> !hanging.calls.isEmpty());
		registrations.stop();
		assertThat(hanging.calls).containsExactly("register", "deregister");
	}

	@Test
	void theStopDoesNotWaitForEver() {
		Fake stubborn = new Fake("stubborn");
		CountDownLatch end = new CountDownLatch(1);
		stubborn.deregistering = () -> end.await();
		Registrations registrations = registrations(SHOP, stubborn);
		registrations.start();
		Waiting.until(registrations::isRegistered);
		long start = System.nanoTime();
		registrations.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		end.countDown();
	}

	@Test
	void whatCannotBeTakenBackIsTold(CapturedOutput output) {
		Fake fake = new Fake("sticky one");
		fake.deregistering = () -> {
			throw new IOException("it is down");
		};
		Registrations registrations = registrations(SHOP, fake);
		registrations.start();
		Waiting.until(registrations::isRegistered);
		registrations.stop();
		assertThat(output.getAll())
			.containsOnlyOnce("shop-10.0.0.5-9404 is still registered with sticky one: it is down");
	}

	@Test
	void whatIsRequiredStopsTheStart() {
		Fake good = new Fake("good");
		Fake required = new Fake("required");
		required.required = true;
		required.failing = true;
		Registrations registrations = registrations(SHOP, good, required);
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(registrations::start)
			.withMessage("shop-10.0.0.5-9404 is not registered with required: it is down")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("fail-fast"));
		assertThat(registrations.isRunning()).isFalse();
		if (!good.calls.isEmpty()) {
			assertThat(good.calls).endsWith("deregister");
		}
	}

	@Test
	void whatIsRequiredIsRegisteredBeforeTheStartEnds() {
		Fake required = new Fake("required");
		required.required = true;
		Registrations registrations = new Registrations(List.of(required), () -> SHOP, () -> 7, Duration.ofHours(1),
				this.failures);
		registrations.start();
		assertThat(registrations.isRegistered()).isTrue();
		assertThat(registrations.getPhase()).isEqualTo(7);
		registrations.stop();
		assertThat(required.calls).containsExactly("register", "deregister");
	}

	@Test
	void withNothingToRegisterItSaysSo(CapturedOutput output) {
		Fake fake = new Fake("fake");
		Registrations registrations = registrations(null, fake);
		registrations.start();
		assertThat(registrations.isRunning()).isFalse();
		registrations.stop();
		assertThat(fake.calls).isEmpty();
		assertThat(output.getAll()).containsOnlyOnce("Nothing is registered: ");
	}

	@Test
	void aSecondStartChangesNothingAndOneAfterAStopRegistersAgain() {
		Fake fake = new Fake("fake");
		Registrations registrations = new Registrations(List.of(fake), () -> SHOP, () -> 0, Duration.ofHours(1),
				this.failures);
		registrations.start();
		registrations.start();
		Waiting.until(registrations::isRegistered);
		registrations.stop();
		registrations.start();
		Waiting.until(registrations::isRegistered);
		registrations.stop();
		assertThat(fake.calls).containsExactly("register", "deregister", "register", "deregister");
	}

	@Test
	void aStopAtAnyMomentTakesBackWhatWasRegistered() {
		AtomicInteger there = new AtomicInteger();
		Fake fake = new Fake("fake");
		fake.registering = () -> there.set(1);
		fake.deregistering = () -> there.set(0);
		for (int i = 0; i < 10_000; i++) {
			Registrations registrations = new Registrations(List.of(fake), () -> SHOP, () -> 0, Duration.ofHours(1),
					this.failures);
			registrations.start();
			for (int spin = i % 200; spin > 0; spin--) {
				Thread.onSpinWait();
			}
			registrations.stop();
			assertThat(there).hasValue(0);
			assertThat(fake.calls).doesNotContain("interrupted in deregister");
			fake.calls.clear();
		}
	}

	private Registrations registrations(@Nullable ServiceInstance instance, ServiceRegistrar... registrars) {
		return new Registrations(List.of(registrars), () -> instance, () -> 0, SOON, this.failures);
	}

	private interface Action {

		void run() throws Exception;

	}

	private static final class Fake implements ServiceRegistrar {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final String description;

		private volatile boolean failing;

		private boolean required;

		private Action registering = () -> {
		};

		private Action deregistering = () -> {
		};

		Fake(String description) {
			this.description = description;
		}

		@Override
		public String description() {
			return this.description;
		}

		@Override
		public boolean isRequired() {
			return this.required;
		}

		@Override
		public void register(ServiceInstance instance) throws Exception {
			this.calls.add("register");
			if (this.failing) {
				throw new IOException("it is down");
			}
			try {
				this.registering.run();
			}
			catch (InterruptedException ex) {
				this.calls.add("interrupted");
				throw ex;
			}
		}

		@Override
		public void deregister(ServiceInstance instance) throws Exception {
			this.calls.add(Thread.currentThread().isInterrupted() ? "interrupted in deregister" : "deregister");
			this.deregistering.run();
		}

	}

}
