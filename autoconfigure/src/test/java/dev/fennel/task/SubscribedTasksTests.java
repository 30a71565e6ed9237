package dev.fennel.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.fennel.testing.Waiting;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that end later than they return.
 */
@Timeout(120)
class SubscribedTasksTests {

	@Test
	void aRunLastsUntilItsSubscriptionEnds() {
		try (Scheduling app = Scheduling.of(Waits.class)) {
			Waits bean = app.context.getBean(Waits.class);
			Waiting.until(() -> bean.subscriptions.get() == 1);
			Waiting.until(() -> app.inProgress("Waits.once") == 1);
			assertThat(app.count("Waits.once", "success")).isZero();
			bean.end.tryEmitEmpty();
			app.awaitCount("Waits.once", "success", 1);
			assertThat(app.inProgress("Waits.once")).isZero();
			assertThat(app.count("Waits.once", "failure")).isZero();
			assertThat(app.hasSucceeded("Waits.once")).isTrue();
		}
	}

	@Test
	void aSubscriptionThatFailsIsAFailure() {
		try (Scheduling app = Scheduling.of(Waits.class)) {
			Waits bean = app.context.getBean(Waits.class);
			Waiting.until(() -> app.inProgress("Waits.once") == 1);
			bean.end.tryEmitError(new IllegalStateException("no"));
			app.awaitCount("Waits.once", "failure", 1);
			assertThat(app.inProgress("Waits.once")).isZero();
			assertThat(app.count("Waits.once", "success")).isZero();
			assertThat(app.hasSucceeded("Waits.once")).isFalse();
		}
	}

	@Test
	void aSubscriptionThatTheStopCancelsIsNeither() {
		Scheduling app = Scheduling.of(Waits.class);
		Waiting.until(() -> app.inProgress("Waits.once") == 1);
		app.close();
		assertThat(app.inProgress("Waits.once")).isZero();
		assertThat(app.count("Waits.once", "success")).isZero();
		assertThat(app.count("Waits.once", "failure")).isZero();
	}

	@Test
	void aTaskThatBlocksForADelayComesOffAtTheStop() {
		Scheduling app = Scheduling.of(Blocks.class);
		Waiting.until(() -> app.inProgress("Blocks.again") == 1);
		app.close();
		Waiting.until(() -> app.inProgress("Blocks.again") == 0);
		assertThat(app.count("Blocks.again", "success")).isZero();
		assertThat(app.count("Blocks.again", "failure")).isZero();
	}

	@Test
	void eachSubscriptionIsARun() {
		Scheduling app = Scheduling.of(Repeats.class);
		List.of("mono", "flux", "delay").forEach((task) -> app.awaitCount("Repeats." + task, "success", 3));
		app.awaitCount("Repeats.fails", "failure", 3);
		app.awaitCount("Repeats.overlap", "success", 3);
		assertThat(app.count("Repeats.fails", "success")).isZero();
		app.close();
		Waiting.until(() -> app.sum("scheduled_tasks_in_progress") == 0);
		Waiting.until(() -> app.count("Repeats.mono", "success") == Repeats.last.ended.get());
	}

	@Test
	void whatCannotBeSubscribedToIsAFailureOnce() {
		try (Scheduling app = Scheduling.of(Unsubscribable.class)) {
			app.awaitCount("Unsubscribable.tick", "failure", 1);
			assertThat(app.inProgress("Unsubscribable.tick")).isZero();
		}
	}

	@Test
	void proxiedBeansHaveTheirOwnName() {
		try (Scheduling app = Scheduling.of(Proxied.class)) {
			app.awaitCount("Ticker.tick", "success", 2);
			app.awaitCount("TickingImpl.tick", "success", 2);
			assertThat(app.page().text()).doesNotContain("$");
		}
	}

	@Test
	void whatTheApplicationObservesIsObservedAsBefore() {
		Observing.reset();
		try (Scheduling app = Scheduling.of(Observing.class, Waits.class)) {
			Waits bean = app.context.getBean(Waits.class);
			Waiting.until(() -> app.inProgress("Waits.once") == 1);
			bean.end.tryEmitEmpty();
			app.awaitCount("Waits.once", "success", 1);
			app.awaitCount("Observing.plain", "success", 1);
			Waiting.until(() -> Observing.stopped.containsAll(List.of("once", "plain")));
			assertThat(Observing.registrar.getObservationRegistry()).isSameAs(Observing.registry);
		}
	}

	@Test
	void whatTheApplicationDoesNotObserveIsMeasuredNonetheless() {
		Observing.reset();
		Observing.registry.observationConfig()
			.observationPredicate((name, context) -> !name.equals("tasks.scheduled.execution"));
		try (Scheduling app = Scheduling.of(Observing.class, Waits.class)) {
			Waiting.until(() -> app.inProgress("Waits.once") == 1);
			app.context.getBean(Waits.class).end.tryEmitEmpty();
			app.awaitCount("Waits.once", "success", 1);
			app.awaitCount("Observing.plain", "success", 1);
			assertThat(Observing.stopped).isEmpty();
		}
	}

	@Test
	void tasksFindNoObservationInTheirThreadsThatIsFennels() {
		try (Scheduling app = Scheduling.of(Current.class)) {
			app.awaitCount("Current.plain", "success", 1);
			app.awaitCount("Current.mono", "success", 1);
			assertThat(Current.seen).hasSize(2).allMatch((observation) -> observation == null || observation.isNoop());
		}
	}

	static class Waits {

		final Sinks.One<String> end = Sinks.one();

		final AtomicInteger subscriptions = new AtomicInteger();

		@Scheduled(initialDelay = 0)
		Mono<String> once() {
			return this.end.asMono().doOnSubscribe((subscription) -> this.subscriptions.incrementAndGet());
		}

	}

	static class Blocks {

		@Scheduled(fixedDelay = 1)
		Mono<String> again() {
			return Mono.never();
		}

	}

	static class Repeats {

		static Repeats last;

		final AtomicInteger ended = new AtomicInteger();

		Repeats() {
			last = this;
		}

		@Scheduled(fixedRate = 5)
		Mono<Integer> mono() {
			return Mono.fromSupplier(this.ended::incrementAndGet);
		}

		@Scheduled(fixedRate = 5)
		Flux<Integer> flux() {
			return Flux.range(1, 10).delayElements(Duration.ofMillis(1));
		}

		@Scheduled(fixedDelay = 5)
		Mono<Long> delay() {
			return Mono.delay(Duration.ofMillis(3));
		}

		@Scheduled(fixedRate = 5)
		Mono<Long> overlap() {
			return Mono.delay(Duration.ofMillis(20));
		}

		@Scheduled(fixedRate = 5)
		private Mono<String> fails() {
			return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalStateException("no")));
		}

	}

	static class Unsubscribable {

		@Scheduled(initialDelay = 0)
		org.reactivestreams.Publisher<String> tick() {
			return (subscriber) -> {
				throw new IllegalStateException("no");
			};
		}

	}

	public interface Ticking {

		Mono<String> tick();

	}

	static class TickingImpl implements Ticking {

		@Override
		@Scheduled(fixedRate = 5)
		public Mono<String> tick() {
			return Mono.just("tick");
		}

	}

	static class Ticker {

		@Scheduled(fixedRate = 5)
		Mono<String> tick() {
			return Mono.just("tick");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		Ticking ticking() {
			return (Ticking) new ProxyFactory(new TickingImpl()).getProxy();
		}

		@Bean
		Ticker ticker() {
			ProxyFactory factory = new ProxyFactory(new Ticker());
			factory.setProxyTargetClass(true);
			return (Ticker) factory.getProxy();
		}

	}

	static class Observing implements SchedulingConfigurer {

		static ObservationRegistry registry = ObservationRegistry.create();

		static final List<String> stopped = new CopyOnWriteArrayList<>();

		static ScheduledTaskRegistrar registrar;

		static void reset() {
			stopped.clear();
			registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new ObservationHandler<>() {

				@Override
				public void onStop(Observation.Context context) {
					stopped.add(((ScheduledTaskObservationContext) context).getMethod().getName());
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return context instanceof ScheduledTaskObservationContext;
				}

			});
		}

		@Override
		public void configureTasks(ScheduledTaskRegistrar tasks) {
			registrar = tasks;
			tasks.setObservationRegistry(registry);
		}

		@Scheduled(initialDelay = 0)
		void plain() {
		}

	}

	static class Current {

		static final List<Observation> seen = new CopyOnWriteArrayList<>();

		private final Supplier<Observation> current = ObservationRegistry.create()::getCurrentObservation;

		@Scheduled(initialDelay = 0)
		void plain() {
			look();
		}

		@Scheduled(initialDelay = 0)
		Mono<String> mono() {
			return Mono.fromRunnable(this::look);
		}

		private void look() {
			seen.add(this.current.get());
		}

	}

}
