package dev.fennel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.fennel.MetricDefinitionException;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * What Linux tells of another process on this host, in the six families that the official
 * client has of its own, with a prefix. A process that is not there, and what may not be
 * read of it, is left out.
 *
 * @since 0.1.0
 */
public final class ProcessCollector implements MultiCollector, AopInfrastructureBean {

	private static final Pattern PREFIX = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final Pattern PID = Pattern.compile("[0-9]+");

	private final String prefix;

	private final Supplier<@Nullable String> pid;

	private final ProcessFiles files;

	/**
	 * Creates a collector.
	 * @param prefix what is put before each name, with an underscore
	 * @param pid gives the id of the process, asked at each scrape; white space around it
	 * does not count
	 * @throws MetricDefinitionException if names cannot begin with that prefix
	 */
	public ProcessCollector(String prefix, Supplier<@Nullable String> pid) {
		this(prefix, pid, Path.of("/proc"));
	}

	ProcessCollector(String prefix, Supplier<@Nullable String> pid, Path proc) {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new MetricDefinitionException("The metrics of a process cannot begin with '%s'".formatted(prefix),
					"Choose a name of letters, digits and underscores, such as nginx");
		}
		this.prefix = prefix;
		this.pid = pid;
		this.files = new ProcessFiles(proc);
	}

	@Override
	public MetricSnapshots collect() {
		MetricSnapshots.Builder families = MetricSnapshots.builder();
		String id = this.pid.get();
		if (id != null && PID.matcher(id.strip()).matches()) {
			add(families, id.strip());
		}
		return families.build();
	}

	private void add(MetricSnapshots.Builder families, String id) {
		Double cpu = this.files.cpuSeconds(id);
		if (cpu != null) {
			families.metricSnapshot(CounterSnapshot.builder()
				.name(this.prefix + "_process_cpu_seconds")
				.help("Total user and system CPU time spent in seconds.")
				.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(cpu).build())
				.build());
		}
		gauge(families, id, "start_time_seconds", "Start time of the process since unix epoch in seconds.",
				this.files::startTimeSeconds);
		gauge(families, id, "virtual_memory_bytes", "Virtual memory size in bytes.", this.files::virtualMemoryBytes);
		gauge(families, id, "resident_memory_bytes", "Resident memory size in bytes.", this.files::residentMemoryBytes);
		gauge(families, id, "open_fds", "Number of open file descriptors.", this.files::openFiles);
		gauge(families, id, "max_fds", "Maximum number of open file descriptors.", this.files::maxOpenFiles);
	}

	private void gauge(MetricSnapshots.Builder families, String id, String name, String help,
			Function<String, @Nullable Double> reading) {
		Double value = reading.apply(id);
		if (value != null) {
			families.metricSnapshot(new GaugeSnapshot(new MetricMetadata(this.prefix + "_process_" + name, help),
					List.of(new GaugeSnapshot.GaugeDataPointSnapshot(value, Labels.EMPTY, null))));
		}
	}

}
