package dev.fennel.multiprocess;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fennel.GaugeMode;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.PageResponse;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.ExpositionRequest;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.testing.Page;
import dev.fennel.testing.Waiting;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A process as far as its page goes: registries, and a part in a group. Several of them
 * in one JVM see each other as several JVMs do, but for the lock of the operating system.
 */
final class TestProcess implements AutoCloseable {

	static final Duration NEVER = Duration.ofHours(1);

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	private final PrometheusRegistry other = new PrometheusRegistry();

	private final MultiprocessOptions options;

	private final FileLocks locks;

	private final RegistryReader reader;

	private final ProcessGroup group;

	private final Exposition exposition;

	private final Exposition withCreation;

	private TestProcess(MultiprocessOptions options, FileLocks locks) {
		this.options = options;
		this.locks = locks;
		Map<String, PrometheusRegistry> others = new LinkedHashMap<>(Map.of("otherRegistry", this.other));
		this.reader = new RegistryReader(new ExposedRegistries("fennelRegistry", this.registry, others),
				Duration.ofSeconds(10));
		this.group = new ProcessGroup(options, this.reader, this.metrics, locks);
		this.exposition = new Exposition(this.reader, this.group, this.metrics, false, null);
		this.withCreation = new Exposition(this.reader, this.group, this.metrics, true, null);
		this.group.start();
		Waiting.until(TestProcess::isNothingPublished);
	}

	/**
	 * Whether all threads that publish wait for their next time, so that files stay as
	 * they are.
	 */
	private static boolean isNothingPublished() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().equals("fennel-multiprocess"))
			.map((thread) -> Arrays.toString(thread.getValue()))
			.allMatch((stack) -> stack.contains("CountDownLatch.await") && !stack.contains("ProcessGroup.work"));
	}

	static TestProcess start(Path directory, String id) {
		return start(directory, id, Map.of());
	}

	/**
	 * Starts one that is surely younger than those that run.
	 */
	static TestProcess startLater(Path directory, String id, Map<String, GaugeMode> gauges) {
		long now = System.currentTimeMillis();
		Waiting.until(() -> System.currentTimeMillis() > now);
		return start(directory, id, gauges);
	}

	static TestProcess start(Path directory, String id, Map<String, GaugeMode> gauges) {
		return start(new MultiprocessOptions(directory, id, NEVER, NEVER, gauges));
	}

	static TestProcess start(MultiprocessOptions options) {
		return new TestProcess(options, new OperatingSystemLocks());
	}

	static TestProcess start(MultiprocessOptions options, FileLocks locks) {
		return new TestProcess(options, locks);
	}

	GuardedRegistry registry() {
		return this.registry;
	}

	PrometheusRegistry other() {
		return this.other;
	}

	MetricFactory metrics() {
		return this.metrics;
	}

	ProcessGroup group() {
		return this.group;
	}

	void count(String counter, double amount) {
		this.metrics.counter(counter).help("Things").registerSingle().inc(amount);
	}

	/**
	 * What the work thread does between publications.
	 */
	void fold() throws java.io.IOException {
		new Members(new SharedDirectory(this.options.directory()), this.locks)
			.fold(new FoldPolicy(this.options.reapAfter(), (complaint) -> {
			}));
	}

	Page page(String... names) {
		return Page.of(text(this.exposition, request(null, null, "text/plain", names)));
	}

	Page own() {
		return Page.of(text(this.exposition, request(null, "self", "text/plain")));
	}

	@Nullable Page registry(String name) {
		PageResponse response = this.exposition.respond(request(name, null, "text/plain"));
		return (response.status() == 200) ? Page.of(new String(response.body(), StandardCharsets.UTF_8)) : null;
	}

	/** With {@code _created} series. */
	String openMetrics(@Nullable String process) {
		return text(this.withCreation, request(null, process, "application/openmetrics-text; version=1.0.0"));
	}

	private static String text(Exposition exposition, ExpositionRequest request) {
		return new String(exposition.respond(request).body(), StandardCharsets.UTF_8);
	}

	private static ExpositionRequest request(@Nullable String registry, @Nullable String process, String accept,
			String... names) {
		List<String> wanted = Arrays.asList(names);
		return new ExpositionRequest("GET", registry, wanted, accept, null, null, process);
	}

	@Override
	public void close() {
		this.group.stop();
	}

}
