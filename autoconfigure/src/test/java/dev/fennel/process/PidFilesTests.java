package dev.fennel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
class PidFilesTests {

	private static final String CPU = "own_process_cpu_seconds_total";

	@TempDir
	private Path folder;

	private final GuardedRegistry registry = new GuardedRegistry();

	private PidFiles files = new PidFiles(this.registry, Map.of());

	@AfterEach
	void stop() {
		this.files.stop();
	}

	@Test
	void theProcessOfAPidFileIsShownFromTheStartOn() throws IOException {
		start(Files.writeString(this.folder.resolve("own.pid"), ProcessHandle.current().pid() + "\n"));
		assertThat(Scrapes.of(this.registry).samples()).containsKey(CPU);
	}

	@Test
	void aPidFileMayComeAndGo() throws IOException {
		Path file = this.folder.resolve("own.pid");
		start(file);
		assertThat(Scrapes.of(this.registry).samples()).doesNotContainKey(CPU);
		Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
		Waiting.until(() -> Scrapes.of(this.registry).samples().containsKey(CPU));
		Files.delete(file);
		Waiting.until(() -> !Scrapes.of(this.registry).samples().containsKey(CPU));
	}

	@Test
	void theThreadEndsWithTheContext() {
		start(this.folder.resolve("own.pid"));
		assertThat(this.files.isRunning()).isTrue();
		this.files.stop();
		assertThat(this.files.isRunning()).isFalse();
		Waiting.until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("fennel-pid-files")));
	}

	private void start(Path file) {
		this.files = new PidFiles(this.registry, Map.of("own", file), Duration.ofMillis(50));
		this.files.start();
	}

}
