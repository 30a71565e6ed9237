package dev.fennel.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;

/**
 * Runs all checks side by side on a few daemon threads of its own. Who asks while they
 * run gets the same results, and so does who asks soon after. A check that hangs keeps
 * its thread and is not begun again before it has returned; it is not interrupted, since
 * that closes files of embedded databases.
 *
 * @since 0.1.0
 */
public final class HealthChecks implements DisposableBean, AopInfrastructureBean {

	private static final int IDLE_SECONDS = 10;

	/** How much longer than the checks may take those that ask wait for them. */
	private static final Duration GRACE = Duration.ofMillis(100);

	private final Supplier<List<HealthCheck>> source;

	private final Supplier<TrafficState> traffic;

	private final HealthOptions options;

	private final HealthMetrics metrics;

	private final ThreadPoolExecutor executor;

	/** Only the thread that begins a round reads and writes it. */
	private final Map<String, CheckRun> runs = new HashMap<>();

	private @Nullable HealthRound latest;

	private volatile List<CheckResult> last = List.of();

	/**
	 * Creates what runs checks.
	 * @param source finds the checks, each with a name of its own; asked for each time
	 * @param traffic tells whether the application runs: before and after nothing is
	 * checked
	 * @param options how they are run
	 * @param metrics the owner of the families
	 */
	public HealthChecks(Supplier<List<HealthCheck>> source, Supplier<TrafficState> traffic, HealthOptions options,
			HealthMetrics metrics) {
		this.source = source;
		this.traffic = traffic;
		this.options = options;
		this.metrics = metrics;
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(options.threads(), options.threads(), IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> thread(task, "fennel-health-" + number.incrementAndGet()));
		this.executor.allowCoreThreadTimeOut(true);
	}

	private static Thread thread(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(HealthChecks.class.getClassLoader());
		return thread;
	}

	/**
	 * The results of all checks, null if they cannot be had in time.
	 */
	@Nullable List<CheckResult> results() {
		if (!this.traffic.get().runs()) {
			return this.last;
		}
		HealthRound round;
		boolean begins;
		synchronized (this) {
			HealthRound known = this.latest;
			begins = known == null || known.isOlderThan(this.options.cache());
			round = (known == null || begins) ? new HealthRound() : known;
			this.latest = round;
		}
		if (begins && !hasBegun(round)) {
			return null;
		}
		return round.await(this.options.timeout().plus(GRACE));
	}

	TrafficState traffic() {
		return this.traffic.get();
	}

	/**
	 * Without, the next who asks begins another one.
	 */
	private boolean hasBegun(HealthRound round) {
		try {
			begin(round);
			return true;
		}
		catch (Throwable ex) {
			this.metrics.failures().record("begin to run checks", ex);
			synchronized (this) {
				this.latest = null;
			}
			return false;
		}
	}

	private void begin(HealthRound round) {
		this.runs.values().removeIf(CheckRun::isOver);
		List<CompletableFuture<CheckResult>> ends = find().stream().map(this::run).toList();
		CompletableFuture<Void> unused = CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
			.thenRun(() -> end(round, ends.stream().map(CompletableFuture::join).toList()));
	}

	/**
	 * A failure of Fennel's own must not take the application out of service.
	 */
	private List<HealthCheck> find() {
		try {
			return this.source.get();
		}
		catch (Throwable ex) {
			this.metrics.failures().record("find what is to be checked", ex);
			return List.of();
		}
	}

	private CompletableFuture<CheckResult> run(HealthCheck check) {
		CheckRun run = this.runs.computeIfAbsent(check.name(), (name) -> {
			CheckRun started = new CheckRun(check);
			started.start(this.executor);
			return started;
		});
		return run.within(this.options.timeout().toNanos());
	}

	/**
	 * What fails because the application stops is no news.
	 */
	private void end(HealthRound round, List<CheckResult> results) {
		this.metrics.failures().guard("record the results of checks", () -> {
			if (this.traffic.get().runs()) {
				this.last = results;
				this.metrics.record(results);
			}
		});
		round.end(results);
	}

	@Override
	public void destroy() {
		this.executor.shutdown();
	}

}
