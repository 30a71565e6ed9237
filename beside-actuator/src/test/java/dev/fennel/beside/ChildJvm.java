package dev.fennel.beside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own.
 */
final class ChildJvm {

	static final String CLASS_PATH = System.getProperty("java.class.path");

	private ChildJvm() {
	}

	static String run(Path directory, List<String> options, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		Path output = directory.resolve(main.getSimpleName() + ".txt");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.add(main.getName());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			boolean ended = process.waitFor(2, TimeUnit.MINUTES);
			String text = Files.readString(output, StandardCharsets.UTF_8);
			if (!ended || process.exitValue() != 0) {
				throw new IllegalStateException(main.getName() + " failed:\n" + text);
			}
			return text;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
