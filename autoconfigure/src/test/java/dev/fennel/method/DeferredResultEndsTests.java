package dev.fennel.method;

import java.lang.ref.WeakReference;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.fennel.annotation.Counted;
import dev.fennel.annotation.TrackInProgress;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.StandardServletAsyncWebRequest;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ends of deferred results as Spring tells them, those among them that are hard to
 * bring about with a server.
 */
class DeferredResultEndsTests {

	private final MeteredProxies proxies = MeteredProxies.ofClasses();

	private final Calls calls = this.proxies.proxy(new Calls());

	@Test
	void result() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		assertThat(this.proxies.page().value("in_progress")).isEqualTo(1);
		exchange.result.setResult("done");
		assertEnded("success", "none");
		exchange.complete();
		assertEnded("success", "none");
	}

	@Test
	void errorOfTheServer() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		exchange.tell((listener) -> listener.onError(new AsyncEvent(exchange.async(), new IllegalStateException())));
		assertEnded("failure", "IllegalStateException");
		exchange.complete();
		assertEnded("failure", "IllegalStateException");
	}

	@Test
	void completionWithoutResultIsACancellation() throws Exception {
		new Exchange(new Holder()).complete();
		assertEnded("cancelled", "none");
	}

	@Test
	void cancellationIsACancellation() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		exchange.result.setErrorResult(new CancellationException());
		exchange.complete();
		assertEnded("cancelled", "none");
	}

	@Test
	void timeoutIsTheExceptionThatSpringSets() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		exchange.tell((listener) -> listener.onTimeout(new AsyncEvent(exchange.async())));
		assertThat(exchange.manager.getConcurrentResult()).isInstanceOf(AsyncRequestTimeoutException.class);
		assertEnded("failure", "AsyncRequestTimeoutException");
	}

	@Test
	void timeoutThatAnInterceptorOfTheAppAnswersIsASuccess() throws Exception {
		Exchange exchange = new Exchange(new Holder(), new DeferredResultProcessingInterceptor() {

			@Override
			@SuppressWarnings("unchecked")
			public <T> boolean handleTimeout(NativeWebRequest request, DeferredResult<T> deferredResult) {
				((DeferredResult<String>) deferredResult).setResult("too late");
				return true;
			}

		});
		exchange.tell((listener) -> listener.onTimeout(new AsyncEvent(exchange.async())));
		assertThat(exchange.manager.getConcurrentResult()).isEqualTo("too late");
		assertEnded("success", "none");
	}

	@Test
	void argumentsAndResultGoIntoOneLabel() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		exchange.result.setResult("done");
		assertThat(this.proxies.page().value("ends_total{exception=\"none\",result=\"success\",value=\"done x\"}"))
			.isEqualTo(1);
	}

	@Test
	void whatNobodyServesIsCancelledWhenItIsGarbageThoughAnArgumentKnowsIt() {
		WeakReference<?> forgotten = forget();
		await(() -> forgotten.get() == null);
		assertThat(forgotten.get()).isNull();
		String cancelled = "held_total{exception=\"none\",name=\"x\",result=\"cancelled\"}";
		await(() -> this.proxies.page().value(cancelled) == 1);
		assertThat(this.proxies.page().value(cancelled)).isEqualTo(1);
	}

	@Test
	void whatWasServedIsGarbageThoughAnArgumentKnowsIt() throws Exception {
		WeakReference<?> served = serve();
		await(() -> served.get() == null);
		assertThat(served.get()).isNull();
		assertEnded("success", "none");
	}

	private WeakReference<?> forget() {
		return new WeakReference<>(this.calls.hold(new Holder()));
	}

	private WeakReference<?> serve() throws Exception {
		Exchange exchange = new Exchange(new Holder());
		exchange.result.setResult("done");
		exchange.complete();
		return new WeakReference<>(exchange.result);
	}

	private void assertEnded(String result, String exception) {
		assertThat(this.proxies.page().sum((sample) -> sample.startsWith("deferred_total"))).isEqualTo(1);
		assertThat(this.proxies.page()
			.value("deferred_total{exception=\"%s\",result=\"%s\"}".formatted(exception, result))).isEqualTo(1);
		assertThat(this.proxies.page().value("in_progress")).isZero();
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			System.gc();
		}
	}

	/** A request whose handler has returned what a holder holds. */
	private final class Exchange {

		private final MockHttpServletRequest request = new MockHttpServletRequest();

		private final WebAsyncManager manager = WebAsyncUtils.getAsyncManager(this.request);

		private final DeferredResult<String> result;

		Exchange(Holder holder, DeferredResultProcessingInterceptor... interceptors) throws Exception {
			this.request.setAsyncSupported(true);
			this.manager
				.setAsyncWebRequest(new StandardServletAsyncWebRequest(this.request, new MockHttpServletResponse()));
			this.manager.registerDeferredResultInterceptors(
					DeferredResultCalls.of(DeferredResultEndsTests.this.proxies.metrics()));
			this.manager.registerDeferredResultInterceptors(interceptors);
			this.result = DeferredResultEndsTests.this.calls.serve(holder);
			this.manager.startDeferredResultProcessing(this.result);
		}

		AsyncContext async() {
			return java.util.Objects.requireNonNull(this.request.getAsyncContext());
		}

		void tell(ThrowingConsumer<AsyncListener> event) {
			((MockAsyncContext) async()).getListeners().forEach(event);
		}

		void complete() {
			async().complete();
		}

	}

	static class Holder {

		private final DeferredResult<String> result = new DeferredResult<>();

		public String getName() {
			return "x";
		}

	}

	static class Calls {

		@Counted("deferred")
		@Counted(value = "ends", labels = "value=#{#result + ' ' + #holder.name}")
		@TrackInProgress("in_progress")
		public DeferredResult<String> serve(Holder holder) {
			return holder.result;
		}

		@Counted(value = "held", labels = "name=#{#holder.name}")
		public DeferredResult<String> hold(Holder holder) {
			return holder.result;
		}

	}

}
