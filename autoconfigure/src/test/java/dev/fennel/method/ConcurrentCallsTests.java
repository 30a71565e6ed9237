package dev.fennel.method;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls at once, which complete and are cancelled at the same moment.
 */
class ConcurrentCallsTests {

	private static final int STAGES = 10_000;

	private static final int THREADS = 16;

	@Test
	void eachOfTenThousandStagesEndsOnceWhoeverComesFirst() throws InterruptedException {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		AtomicInteger cancelled = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		List<CompletableFuture<String>> stages = new ArrayList<>();
		for (int i = 0; i < STAGES; i++) {
			CompletableFuture<String> stage = new CompletableFuture<>();
			stages.add(stage);
			boolean cancel = i % 2 == 0;
			threads.execute(() -> {
				calls.stage(stage);
				if (cancel) {
					threads.execute(() -> stage.complete("done"));
					if (ThreadLocalRandom.current().nextBoolean()) {
						Thread.onSpinWait();
					}
					cancelled.addAndGet(stage.cancel(true) ? 1 : 0);
				}
				else {
					stage.complete("done");
				}
			});
		}
		CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).exceptionally((failure) -> null).join();
		awaitQuiet(proxies);
		threads.shutdown();
		assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		Page page = proxies.page();
		assertThat(sum(page, "method_in_progress{")).isZero();
		assertThat(sum(page, "method_calls_total{")).isEqualTo(STAGES);
		assertThat(sum(page, "method_duration_seconds_count{")).isEqualTo(STAGES);
		assertThat(page.sum((sample) -> sample.startsWith("method_calls_total{") && sample.contains("\"cancelled\"")))
			.isEqualTo(cancelled.get());
		assertThat(page.value("cancellations_total{exception=\"CancellationException\"}")).isEqualTo(cancelled.get());
		assertThat(cancelled.get()).isBetween(1, STAGES / 2);
	}

	private static void awaitQuiet(MeteredProxies proxies) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (sum(proxies.page(), "method_calls_total{") < STAGES && System.nanoTime() < end) {
			Thread.sleep(10);
		}
	}

	private static double sum(Page page, String family) {
		return page.sum((sample) -> sample.startsWith(family));
	}

}
