package dev.fennel.method;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.function.Supplier;

import dev.fennel.annotation.Counted;
import dev.fennel.testing.Elsewhere;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes back is of a class that the caller may expect: replaced only where it can be
 * known by no other name.
 */
class ReturnedClassesTests {

	private final MeteredProxies proxies = MeteredProxies.ofClasses();

	private final Makers makers = this.proxies.proxy(new Makers());

	@Test
	void callableWithANameComesBackThroughATypeVariable() throws Exception {
		Sole job = new Sole();
		Sole returned = this.makers.make(() -> job);
		assertThat(returned).isSameAs(job);
		assertThat(successes()).isEqualTo(1);
		returned.call();
		assertThat(successes()).isEqualTo(1);
	}

	@Test
	void callableWithANameComesBackThroughObject() {
		Sole job = new Sole();
		assertThat(this.makers.any(job)).isSameAs(job);
		assertThat(successes()).isEqualTo(1);
	}

	@Test
	void lambdaOfAnInterfaceWithANameComesBack() throws Exception {
		OwnCallable own = () -> "done";
		OwnCallable returned = this.makers.make(() -> own);
		assertThat(returned.call()).isEqualTo("done");
		assertThat(returned).isSameAs(own);
	}

	@Test
	void lambdaIsMeasuredAtEachCall() throws Exception {
		Callable<String> returned = this.makers.make(() -> () -> "done");
		assertThat(successes()).isZero();
		assertThat(returned.call() + returned.call()).isEqualTo("donedone");
		assertThat(successes()).isEqualTo(2);
	}

	@Test
	void whereACallableIsDeclaredAnyIsMeasuredAtEachCall() throws Exception {
		Callable<String> returned = this.makers.callable(new Job());
		assertThat(successes()).isZero();
		assertThat(returned.call()).isEqualTo("done");
		assertThat(successes()).isEqualTo(1);
	}

	@Test
	void whereASubtypeIsDeclaredTheCallEndsWhenItReturns() {
		Job job = new Job();
		ConnectableFlux<String> flux = Flux.just("a").publish();
		assertThat(this.makers.job(job)).isSameAs(job);
		assertThat(this.makers.connectable(flux)).isSameAs(flux);
		assertThat(successes()).isEqualTo(2);
	}

	@Test
	void fluxWithMoreMethodsComesBack() {
		ConnectableFlux<String> connectable = Flux.just("a").publish();
		ConnectableFlux<String> returned = this.makers.make(() -> connectable);
		GroupedFlux<Integer, String> group = Flux.just("a").groupBy(String::length).blockFirst();
		GroupedFlux<Integer, String> returnedGroup = this.makers.make(() -> group);
		assertThat(returned).isSameAs(connectable);
		assertThat(returnedGroup).isSameAs(group);
		assertThat(successes()).isEqualTo(2);
	}

	@Test
	void sinksComeBack() {
		Sinks.Many<String> many = Sinks.unsafe().many().unicast().onBackpressureBuffer();
		Sinks.One<String> one = Sinks.unsafe().one();
		Sinks.Many<String> returned = this.makers.make(() -> many);
		Sinks.One<String> returnedOne = this.makers.make(() -> one);
		assertThat(returned).isSameAs(many);
		assertThat(returnedOne).isSameAs(one);
	}

	@Test
	void reactorsOperatorsAreMeasuredAtEachSubscription() {
		Mono<String> mono = this.makers.make(() -> Mono.just("a").map(String::strip));
		Flux<String> flux = this.makers.make(() -> Flux.just("a").map(String::strip));
		Mono<String> bounded = this.makers.mono(Mono.just("a"));
		assertThat(successes()).isZero();
		assertThat(mono.block() + flux.blockLast() + bounded.block()).isEqualTo("aaa");
		assertThat(successes()).isEqualTo(3);
	}

	@Test
	void futureComesBackThroughATypeVariable() {
		FutureTask<String> task = new FutureTask<>(() -> "done");
		FutureTask<String> bounded = this.makers.future(task);
		FutureTask<String> unbounded = this.makers.make(() -> task);
		assertThat(bounded).isSameAs(task);
		assertThat(unbounded).isSameAs(task);
	}

	@Test
	void futureComesBackThroughTheVariableOfAType() {
		FutureTask<String> task = new FutureTask<>(() -> "done");
		Source<FutureTask<String>> source = MeteredProxies.ofInterfaces().proxy(() -> task);
		FutureTask<String> returned = source.get();
		assertThat(returned).isSameAs(task);
	}

	@Test
	void futureIsOfTheInterfaceThatIsDeclared() throws Exception {
		RunnableFuture<String> returned = this.makers.runnable(new FutureTask<>(() -> "done"));
		returned.run();
		assertThat(returned.get()).isEqualTo("done");
		assertThat(successes()).isEqualTo(1);
	}

	@Test
	void futureOfAnInterfaceThatOnlyItsPackageSeesComesBack() {
		Future<String> future = Elsewhere.future();
		Future<String> returned = Elsewhere.later(this.proxies.proxy(new Elsewhere()), future);
		assertThat(returned.isDone()).isFalse();
		assertThat(returned.cancel(true)).isTrue();
		assertThat(returned).isSameAs(future);
	}

	private double successes() {
		return this.proxies.page()
			.sum((sample) -> sample.startsWith("method_calls_total{") && sample.contains("\"success\""));
	}

	@Counted
	static class Makers {

		public <T> T make(Supplier<T> maker) {
			return maker.get();
		}

		public Object any(Object any) {
			return any;
		}

		public <F extends Future<?>> F future(F future) {
			return future;
		}

		public <M extends Mono<?>> M mono(M mono) {
			return mono;
		}

		public Callable<String> callable(Callable<String> callable) {
			return callable;
		}

		public Job job(Job job) {
			return job;
		}

		public ConnectableFlux<String> connectable(ConnectableFlux<String> flux) {
			return flux;
		}

		public RunnableFuture<String> runnable(RunnableFuture<String> future) {
			return future;
		}

	}

	interface Source<T> {

		@Counted
		T get();

	}

	interface OwnCallable extends Callable<String> {

	}

	static class Sole implements Callable<String> {

		@Override
		public String call() {
			return "done";
		}

	}

	static class Job implements Callable<String>, Runnable {

		@Override
		public String call() {
			return "done";
		}

		@Override
		public void run() {
		}

	}

}
