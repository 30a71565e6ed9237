package dev.fennel.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Every way in which a request can end.
 */
@Configuration(proxyBeanMethods = false)
@Import(Printing.class)
class EndingsApplication {

	static final int LARGE = 104_857_600;

	/** A plain filter bean without an order, as tutorials have it. */
	@Bean
	GateFilter gateFilter() {
		return new GateFilter();
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/functional/{id}", (request) -> ServerResponse.ok().body("function"))
			.GET("/functional-failing/{id}", (request) -> {
				throw new IllegalArgumentException("functional");
			})
			.build();
	}

	@SuppressWarnings("serial")
	static final class GateFilter extends HttpFilter {

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			if (request.getHeader("X-Refuse") != null) {
				response.setStatus(401);
				return;
			}
			if (request.getHeader("X-Refuse-By-Error") != null) {
				response.sendError(403);
				return;
			}
			if (request.getHeader("X-Break") != null) {
				throw new EOFException("Not of the client");
			}
			if (request.getHeader("X-Forgive") == null) {
				chain.doFilter(request, response);
				return;
			}
			try {
				chain.doFilter(request, response);
			}
			catch (ServletException ex) {
				response.setStatus(403);
			}
		}

	}

	@SuppressWarnings("serial")
	static final class HandledException extends RuntimeException {

	}

	@SuppressWarnings("serial")
	@ResponseStatus(HttpStatus.GONE)
	static final class GoneException extends RuntimeException {

	}

	@Controller
	static final class Endings {

		final CountDownLatch streaming = new CountDownLatch(1);

		final AtomicLong allocated = new AtomicLong();

		@GetMapping("/plain/{id}")
		@ResponseBody
		String plain(@PathVariable String id) {
			return "plain";
		}

		@PostMapping("/body")
		@ResponseBody
		String body(@RequestBody String body) {
			return body;
		}

		@GetMapping("/view")
		String view() {
			return "books";
		}

		@GetMapping("/redirect")
		String redirect() {
			return "redirect:/plain/1";
		}

		@GetMapping("/forward")
		String forward() {
			return "forward:/plain/1";
		}

		@GetMapping("/forward/{target}")
		String forward(@PathVariable String target) {
			return "forward:/" + target;
		}

		@GetMapping("/silent")
		void silent(HttpServletResponse response) {
			response.setHeader("X-Silent", "1");
		}

		@GetMapping("/nothing")
		ResponseEntity<Void> nothing() {
			return ResponseEntity.noContent().header("X-Nothing", "1").build();
		}

		@GetMapping("/empty")
		@ResponseBody
		String empty() {
			return "";
		}

		@GetMapping("/include")
		void include(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
			request.getRequestDispatcher("/plain/1").include(request, response);
		}

		@GetMapping("/handled")
		String handled() {
			throw new HandledException();
		}

		@ExceptionHandler(HandledException.class)
		ResponseEntity<String> answer() {
			return ResponseEntity.status(HttpStatus.CONFLICT).body("conflict");
		}

		@GetMapping("/unhandled")
		String unhandled() {
			throw new IllegalStateException("unhandled");
		}

		@GetMapping("/anonymous")
		String anonymous() {
			throw new HandlerException() {
			};
		}

		@GetMapping("/file-ended")
		@ResponseBody
		String fileEnded() throws IOException {
			throw new EOFException("Not of the client");
		}

		@GetMapping("/backend-broken")
		@ResponseBody
		String backendBroken() throws IOException {
			throw new IOException("Broken pipe");
		}

		@GetMapping("/gone")
		String gone() {
			throw new GoneException();
		}

		@GetMapping("/written")
		void written(HttpServletResponse response) throws IOException {
			response.setContentType("text/plain;charset=UTF-16");
			response.getWriter().printf("%s and %d%n", "words", 7).append("more").println(true);
		}

		@GetMapping("/written-bytes")
		void writtenBytes(HttpServletResponse response) throws IOException {
			response.setContentLength(12);
			response.getOutputStream().print("some ");
			response.getOutputStream().write("bytes \n".getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/converted")
		@ResponseBody
		Map<String, Object> converted() {
			return Map.of("title", "na\u00efve");
		}

		@GetMapping(value = "/portable", produces = "application/pdf")
		@ResponseBody
		byte[] portable() {
			return new byte[0];
		}

		@PostMapping(value = "/json", consumes = "application/json")
		@ResponseBody
		String json() {
			return "json";
		}

		@PostMapping("/fields")
		@ResponseBody
		String fields(@RequestBody Map<String, Object> fields) {
			return "fields";
		}

		@GetMapping("/thread")
		@ResponseBody
		String thread() {
			return Thread.currentThread().toString();
		}

		@GetMapping("/error-sent")
		void errorSent(HttpServletResponse response) throws IOException {
			response.getWriter().write("thrown away");
			response.sendError(418);
		}

		@GetMapping("/callable")
		@ResponseBody
		Callable<String> callable() {
			return () -> "callable";
		}

		@GetMapping("/callable-failing")
		@ResponseBody
		Callable<String> failingCallable() {
			return () -> {
				throw new IllegalStateException("callable");
			};
		}

		@GetMapping("/deferred")
		@ResponseBody
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setResult("deferred"));
			return result;
		}

		@GetMapping("/deferred-failing")
		@ResponseBody
		DeferredResult<String> failingDeferred() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setErrorResult(new HandledException()));
			return result;
		}

		@GetMapping("/deferred-timeout")
		@ResponseBody
		DeferredResult<String> timedOutDeferred() {
			return new DeferredResult<>(100L);
		}

		@GetMapping("/future")
		@ResponseBody
		CompletableFuture<String> future() {
			return CompletableFuture.supplyAsync(() -> "future");
		}

		@GetMapping("/streaming")
		ResponseEntity<StreamingResponseBody> streaming() {
			return ResponseEntity.ok((out) -> out.write("streaming".getBytes(StandardCharsets.UTF_8)));
		}

		@GetMapping("/streaming-failing")
		ResponseEntity<StreamingResponseBody> failingStreaming() {
			return ResponseEntity.ok((out) -> {
				throw new IllegalStateException("streaming");
			});
		}

		@GetMapping("/streaming-then-failing")
		StreamingResponseBody streamingThenFailing() {
			return (out) -> {
				out.write(new byte[100_000]);
				out.flush();
				throw new IllegalStateException("streaming");
			};
		}

		@GetMapping("/sse")
		SseEmitter sse() {
			SseEmitter emitter = new SseEmitter();
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("event");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/resource")
		ResponseEntity<?> resource() {
			Resource resource = new ByteArrayResource("resource".getBytes(StandardCharsets.UTF_8));
			return ResponseEntity.ok(resource);
		}

		@GetMapping("/endless")
		StreamingResponseBody endless() {
			return (out) -> {
				byte[] block = new byte[8192];
				awaitEndOfFirstDispatch();
				this.streaming.countDown();
				while (true) {
					out.write(block);
					out.flush();
				}
			};
		}

		/**
		 * Tomcat loses a request whose connection breaks while its first dispatch runs.
		 */
		private static void awaitEndOfFirstDispatch() {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}

		@GetMapping("/endless-events")
		SseEmitter endlessEvents() {
			SseEmitter emitter = new SseEmitter(0L);
			CompletableFuture.runAsync(() -> {
				try {
					awaitEndOfFirstDispatch();
					while (true) {
						emitter.send("x".repeat(1000));
					}
				}
				catch (IOException | IllegalStateException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/large")
		StreamingResponseBody large() {
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			return (out) -> {
				byte[] block = new byte[LARGE / 12800];
				long before = threads.getCurrentThreadAllocatedBytes();
				for (int written = 0; written < LARGE; written += block.length) {
					out.write(block);
				}
				this.allocated.set(threads.getCurrentThreadAllocatedBytes() - before);
			};
		}

		@GetMapping("/committed-then-failing")
		void committedThenFailing(HttpServletResponse response) throws IOException {
			PrintWriter writer = response.getWriter();
			writer.write("x".repeat(100_000));
			writer.flush();
			throw new IllegalStateException("committed");
		}

		@GetMapping("/never-complete")
		void neverComplete(HttpServletRequest request, HttpServletResponse response) {
			request.startAsync(request, response).setTimeout(100);
		}

		@GetMapping("/complete")
		void complete(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync(request, response);
			async.start(() -> {
				try {
					TimeUnit.MILLISECONDS.sleep(50);
					async.getResponse().getWriter().write("done");
				}
				catch (IOException | InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				async.complete();
			});
		}

		@GetMapping("/restarted")
		void restarted(HttpServletRequest request, HttpServletResponse response) {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				complete(request, response);
				return;
			}
			AsyncContext async = request.startAsync(request, response);
			async.start(async::dispatch);
		}

		@GetMapping("/started-then-failing")
		void startedThenFailing(HttpServletRequest request, HttpServletResponse response) {
			request.startAsync();
			throw new IllegalStateException("started");
		}

		@GetMapping("/slow")
		@ResponseBody
		String slow() throws InterruptedException {
			TimeUnit.MILLISECONDS.sleep(300);
			return "slow";
		}

	}

	@SuppressWarnings("serial")
	static class HandlerException extends RuntimeException {

	}

}
