package dev.fennel.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a process below {@code /proc}. Null is what cannot be read.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ProcessFiles {

	/** What Linux counts in for programs, on all processors that Java runs on. */
	private static final double TICKS_PER_SECOND = 100;

	private static final double BYTES_PER_KILOBYTE = 1024;

	private static final int USER_TIME = 11;

	private static final int SYSTEM_TIME = 12;

	private static final int START_TIME = 19;

	private final Path proc;

	private @Nullable Double bootTime;

	ProcessFiles(Path proc) {
		this.proc = proc;
	}

	@Nullable Double cpuSeconds(String pid) {
		List<String> stat = stat(pid);
		return (stat.size() > SYSTEM_TIME)
				? (Double.parseDouble(stat.get(USER_TIME)) + Double.parseDouble(stat.get(SYSTEM_TIME)))
						/ TICKS_PER_SECOND
				: null;
	}

	@Nullable Double startTimeSeconds(String pid) {
		List<String> stat = stat(pid);
		Double boot = bootTime();
		return (boot != null && stat.size() > START_TIME)
				? boot + Double.parseDouble(stat.get(START_TIME)) / TICKS_PER_SECOND : null;
	}

	@Nullable Double virtualMemoryBytes(String pid) {
		return bytes(pid, "VmSize:");
	}

	@Nullable Double residentMemoryBytes(String pid) {
		return bytes(pid, "VmRSS:");
	}

	@Nullable Double openFiles(String pid) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.proc.resolve(pid).resolve("fd"))) {
			double count = 0;
			for (Path file : files) {
				count += (file.getNameCount() > 0) ? 1 : 0;
			}
			return count;
		}
		catch (IOException | DirectoryIteratorException ex) {
			return null;
		}
	}

	@Nullable Double maxOpenFiles(String pid) {
		String limit = value(pid + "/limits", "Max open files");
		String soft = (limit != null) ? limit.split("\\s+", -1)[0] : "unlimited";
		return soft.equals("unlimited") ? null : Double.valueOf(soft);
	}

	/**
	 * The fields behind the name of the program, which may have blanks and brackets.
	 */
	private List<String> stat(String pid) {
		String text = String.join(" ", lines(pid + "/stat"));
		return List.of(text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1));
	}

	private @Nullable Double bytes(String pid, String name) {
		String value = value(pid + "/status", name);
		return (value != null) ? Double.parseDouble(value.replace("kB", "").strip()) * BYTES_PER_KILOBYTE : null;
	}

	/** It stays as it is, and stands in a long file. */
	private @Nullable Double bootTime() {
		if (this.bootTime == null) {
			String value = value("stat", "btime");
			this.bootTime = (value != null) ? Double.valueOf(value) : null;
		}
		return this.bootTime;
	}

	private @Nullable String value(String file, String name) {
		return lines(file).stream()
			.filter((line) -> line.startsWith(name))
			.map((line) -> line.substring(name.length()).strip())
			.findFirst()
			.orElse(null);
	}

	private List<String> lines(String file) {
		try {
			return Files.readAllLines(this.proc.resolve(file), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
