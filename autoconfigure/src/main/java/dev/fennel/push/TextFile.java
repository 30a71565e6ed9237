package dev.fennel.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.fennel.AtomicFile;
import dev.fennel.MetricDefinitionException;

/**
 * Writes metrics into a file, from which the textfile collector of the node exporter
 * takes them. The file is written aside and moved, so that nobody reads half of it, and
 * stays as it was where it cannot be replaced.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://github.com/prometheus/node_exporter#textfile-collector">node_exporter,
 * textfile collector</a>
 */
public final class TextFile implements PushTarget {

	private static final String EXTENSION = ".prom";

	private final Path path;

	/**
	 * Creates a target.
	 * @param path the file, which ends in {@code .prom}
	 * @throws MetricDefinitionException if it does not
	 */
	public TextFile(Path path) {
		if (!path.toString().endsWith(EXTENSION)) {
			throw new MetricDefinitionException("fennel.textfile.path is '%s'".formatted(path),
					"Let the name of the file end in .prom, since others are not read");
		}
		this.path = path.toAbsolutePath();
	}

	@Override
	public String name() {
		return "textfile";
	}

	@Override
	public String description() {
		return "the file " + this.path;
	}

	@Override
	public void push(PushedPage page) throws IOException {
		byte[] content = page.text().getBytes(StandardCharsets.UTF_8);
		Files.createDirectories(this.path.getParent());
		AtomicFile.write(this.path, content);
	}

	@Override
	public void delete() throws IOException {
		Files.deleteIfExists(this.path);
	}

}
