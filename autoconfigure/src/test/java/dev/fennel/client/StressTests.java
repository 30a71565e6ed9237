package dev.fennel.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.fennel.testing.UnsteadyServer;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StressTests {

	private static final int THREADS = 100;

	private static final List<String> KINDS = List.of("ok", "missing", "broken");

	private final Counts counts = new Counts();

	@Test
	void whatIsCountedIsWhatTheServerWasAsked() throws Exception {
		try (UnsteadyServer server = new UnsteadyServer()) {
			List<Caller.Api> apis = Caller.all()
				.map((caller) -> caller.of(this.counts.metrics(), server.url()))
				.toList();
			inThreads(() -> {
				for (Caller.Api api : apis) {
					KINDS.forEach((kind) -> call(api, kind));
				}
				return null;
			});
			Waiting.until(() -> this.counts.inProgress() == 0);
			assertThat(this.counts.requests()).isEqualTo(expected(server.asked()));
			assertThat(this.counts.total()).isEqualTo(THREADS * apis.size() * KINDS.size());
		}
	}

	private static Map<String, Double> expected(Map<String, AtomicInteger> asked) {
		Map<String, String> statuses = Map.of("ok", "200", "missing", "404", "broken", "500");
		return asked.entrySet()
			.stream()
			.collect(Collectors.toMap((each) -> "127.0.0.1 GET /{kind}/{id} " + statuses.get(each.getKey()),
					(each) -> (double) each.getValue().get()));
	}

	private static void call(Caller.Api api, String kind) {
		try {
			api.get(kind, "1");
		}
		catch (RuntimeException ex) {
			assertThat(kind).isNotEqualTo("ok");
		}
	}

	private static void inThreads(Callable<Void> task) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<Void>> all = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				all.add(threads.submit(task));
			}
			for (Future<Void> each : all) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
	}

}
