package dev.fennel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class ProcessCollectorTests {

	private static final String STAT = "26231 (a) b (c) S 1 26231 26231 0 -1 4194560 12 0 0 0 1730 27 0 0 20 0 4 0 82375 56274944 1981";

	@TempDir
	private Path proc;

	private @Nullable String pid = "26231\n";

	private final GuardedRegistry registry = new GuardedRegistry();

	@BeforeEach
	void fill() throws IOException {
		write("stat", "cpu  1 2 3\nbtime 1418183276\nprocesses 9\n");
		write("26231/stat", STAT);
		write("26231/status", "Name:\tx\nVmPeak:\t  60000 kB\nVmSize:\t   54956 kB\nVmRSS:\t    7924 kB\n");
		write("26231/limits", "Limit                     Soft Limit           Hard Limit           Units\n"
				+ "Max open files            2048                 4096                 files\n");
		write("26231/fd/0", "");
		write("26231/fd/1", "");
		this.registry.register(new ProcessCollector("nginx", () -> this.pid, this.proc));
	}

	@Test
	void allSixFamiliesAreRead() {
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP nginx_process_cpu_seconds_total Total user and system CPU time spent in seconds.
				# TYPE nginx_process_cpu_seconds_total counter
				nginx_process_cpu_seconds_total 17.57
				# HELP nginx_process_max_fds Maximum number of open file descriptors.
				# TYPE nginx_process_max_fds gauge
				nginx_process_max_fds 2048.0
				# HELP nginx_process_open_fds Number of open file descriptors.
				# TYPE nginx_process_open_fds gauge
				nginx_process_open_fds 2.0
				# HELP nginx_process_resident_memory_bytes Resident memory size in bytes.
				# TYPE nginx_process_resident_memory_bytes gauge
				nginx_process_resident_memory_bytes 8114176.0
				# HELP nginx_process_start_time_seconds Start time of the process since unix epoch in seconds.
				# TYPE nginx_process_start_time_seconds gauge
				nginx_process_start_time_seconds 1.41818409975E9
				# HELP nginx_process_virtual_memory_bytes Virtual memory size in bytes.
				# TYPE nginx_process_virtual_memory_bytes gauge
				nginx_process_virtual_memory_bytes 5.6274944E7
				""");
	}

	@Test
	void theIdIsAskedForAtEachScrape() throws IOException {
		write("7/limits", "Max open files            9                 4096                 files\n");
		this.pid = " 7 ";
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("nginx_process_max_fds", 9.0)
			.doesNotContainKey("nginx_process_cpu_seconds_total");
	}

	@Test
	void whatCannotBeReadIsLeftOutWithoutAnError() throws IOException {
		write("8/limits", "Max open files            unlimited            unlimited            files\n");
		for (String gone : new String[] { "8", "9", "", "../26231", "x" }) {
			this.pid = gone;
			assertThat(Scrapes.of(this.registry).text()).as(gone).doesNotContain("nginx_");
		}
		this.pid = null;
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("nginx_");
	}

	@Test
	void withoutBootTimeThereIsNoStartTime() throws IOException {
		write("stat", "cpu  1 2 3\n");
		assertThat(Scrapes.of(this.registry).samples()).containsKey("nginx_process_cpu_seconds_total")
			.doesNotContainKey("nginx_process_start_time_seconds");
	}

	@Test
	void namesMustBeginWithWhatPrometheusAccepts() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> new ProcessCollector("my nginx", () -> "1"))
			.withMessageContaining("my nginx");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void ofItselfItSaysWhatTheClientSays() {
		GuardedRegistry both = new GuardedRegistry();
		both.register(new ProcessCollector("own", () -> Long.toString(ProcessHandle.current().pid())));
		both.register(RuntimeCollector.process());
		Page page = Scrapes.of(both);
		assertThat(page.value("own_process_cpu_seconds_total")).isCloseTo(page.value("process_cpu_seconds_total"),
				within(5.0));
		assertThat(page.value("own_process_start_time_seconds")).isCloseTo(page.value("process_start_time_seconds"),
				within(60.0));
		assertThat(page.value("own_process_max_fds")).isEqualTo(page.value("process_max_fds"));
		assertThat(page.value("own_process_open_fds")).isPositive();
		assertThat(page.value("own_process_virtual_memory_bytes"))
			.isGreaterThan(page.value("own_process_resident_memory_bytes"));
	}

	private void write(String file, String text) throws IOException {
		Path path = this.proc.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

}
