package dev.fennel.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A text that is checked in, and changes only where somebody asks for it.
 */
final class GoldenFile {

	private static final String UPDATE = "golden.update";

	private final Path expected;

	private final Path actual;

	GoldenFile(String name) {
		this.expected = Path.of("src/test/resources", name);
		this.actual = Path.of("target", name);
	}

	void assertMatches(String text) {
		write(this.actual, text);
		if (Boolean.getBoolean(UPDATE)) {
			write(this.expected, text);
		}
		assertThat(this.actual).as("to accept the change: -D%s=true", UPDATE).hasSameTextualContentAs(this.expected);
	}

	private static void write(Path path, String text) {
		try {
			Files.writeString(path, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
