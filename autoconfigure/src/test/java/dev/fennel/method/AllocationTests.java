package dev.fennel.method;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that succeeds and whose labels are constant leaves no more garbage than one
 * through an interceptor that does nothing. In a process of its own: where compiled code
 * has seen other tests, it leaves more of either.
 */
class AllocationTests {

	private static final Pattern LINE = Pattern.compile("(\\w+) (\\d+) (\\d+)");

	/** What a compiler makes is not the same in each process. */
	private static final int RUNS = 3;

	@Test
	void measuredCallsLeaveNoMoreThanOthers() throws IOException {
		List<Bytes> all = measure();
		for (int i = 1; i < RUNS && !all.stream().allMatch(Bytes::isFair); i++) {
			all = measure();
		}
		assertThat(all).extracting(Bytes::method).containsExactly("timed", "allFour", "any", "named");
		assertThat(all).allSatisfy((bytes) -> {
			assertThat(bytes.unmeasured()).isPositive();
			assertThat(bytes.measured()).isLessThanOrEqualTo(bytes.unmeasured());
		});
	}

	private static List<Bytes> measure() throws IOException {
		return LINE.matcher(run())
			.results()
			.map((line) -> Bytes.of(line.group(1), line.group(2), line.group(3)))
			.toList();
	}

	private static String run() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Allocations.class.getName())
			.redirectErrorStream(true)
			.start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private record Bytes(String method, long unmeasured, long measured) {

		static Bytes of(String method, String unmeasured, String measured) {
			return new Bytes(method, Long.parseLong(unmeasured), Long.parseLong(measured));
		}

		boolean isFair() {
			return this.measured <= this.unmeasured;
		}

	}

}
