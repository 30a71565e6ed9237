package dev.fennel.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.fennel.AtomicFile;
import dev.fennel.MetricDefinitionException;

import org.springframework.boot.json.JsonWriter;

/**
 * Writes the instance into a file that Prometheus reads. The file is written aside and
 * moved, so that no half of it is ever read.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config">Prometheus,
 * file_sd_config</a>
 */
public final class FileRegistrar implements ServiceRegistrar {

	private static final String EXTENSION = ".json";

	private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final JsonWriter<List<Map<String, Object>>> JSON = JsonWriter.standard();

	private final Path path;

	private final Map<String, String> labels;

	/**
	 * Creates a registrar.
	 * @param path the file, which ends in {@code .json}, else a folder in which each
	 * instance has a file of its own, named by its id
	 * @param labels labels that each series gets
	 * @throws MetricDefinitionException if the name of a label is none
	 */
	public FileRegistrar(Path path, Map<String, String> labels) {
		this.path = path;
		this.labels = Map.copyOf(labels);
		labels.keySet().stream().filter((name) -> !LABEL.matcher(name).matches()).findFirst().ifPresent((name) -> {
			throw new MetricDefinitionException(
					"fennel.discovery.file.labels has '%s', which is no name of a label".formatted(name),
					"Use letters, digits and underscores");
		});
	}

	@Override
	public String description() {
		return "the file " + this.path;
	}

	@Override
	public void register(ServiceInstance instance) throws IOException {
		Path file = file(instance);
		String text = text(instance);
		if (!holds(file, text)) {
			Files.createDirectories(file.toAbsolutePath().getParent());
			AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
		}
	}

	@Override
	public void deregister(ServiceInstance instance) throws IOException {
		Path file = file(instance);
		// Another process may have put its own there
		if (holds(file, text(instance))) {
			Files.deleteIfExists(file);
		}
	}

	private static boolean holds(Path file, String text) throws IOException {
		try {
			return Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	private Path file(ServiceInstance instance) {
		return this.path.toString().endsWith(EXTENSION) ? this.path
				: this.path.resolve(instance.id().replaceAll("[^a-zA-Z0-9._-]", "_") + EXTENSION);
	}

	private String text(ServiceInstance instance) {
		Map<String, String> all = new TreeMap<>(this.labels);
		all.putIfAbsent("__metrics_path__", instance.metricsPath());
		all.putIfAbsent("__scheme__", instance.scheme());
		Map<String, Object> group = new TreeMap<>(Map.of("targets", List.of(instance.target()), "labels", all));
		return JSON.writeToString(List.of(group)) + "\n";
	}

}
