package dev.fennel.beside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

class AheadOfTimeTests {

	/** A native image cannot make the class later. */
	private static final String MANAGER = "org.springframework.cache.caffeine.CaffeineCacheManager$$SpringCGLIB$$0";

	private static final String EXECUTOR = "org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor$$SpringCGLIB$$0";

	private static final String POOL = "dev.fennel.autoconfigure.executor.ExtendableThreadPool$$SpringCGLIB$$0";

	@Test
	void theAppStartsFromWhatWasPreparedAheadOfTime(@TempDir Path directory) throws Exception {
		String classPath = prepare(directory) + File.pathSeparator + ChildJvm.CLASS_PATH;
		String output = ChildJvm.run(directory, List.of("-cp", classPath, "-Dspring.aot.enabled=true"),
				AheadOfTimeApplication.class);
		assertThat(output).contains("ahead of time: false")
			.contains("injected is Fennel's: false")
			.contains("micrometer's own: true")
			.contains(
					"http_server_request_duration_seconds_count{method=\"GET\",route=\"/orders/{id}\",status=\"200\"}")
			.contains("# TYPE http_server_requests_seconds summary")
			.contains("manager: " + MANAGER)
			.contains("cache_puts_total{backend=\"caffeine\",cache=\"books\",cache_manager=\"main\"} 1.0")
			.contains("cache_puts_total{backend=\"simple\",cache=\"books\",cache_manager=\"simple\"} 1.0")
			.contains("pool: " + POOL)
			.contains("executor_tasks_total{executor=\"saws\",outcome=\"success\"} 1.0")
			.contains("executor_tasks_total{executor=\"drills\",outcome=\"success\"} 1.0")
			.contains(AheadOfTimeApplication.END);
		assertThat(List.of(MANAGER, EXECUTOR, POOL))
			.allMatch((name) -> Files.exists(directory.resolve("classes").resolve(name.replace('.', '/') + ".class")));
	}

	private static String prepare(Path directory) throws IOException, InterruptedException {
		Path sources = directory.resolve("sources");
		Path classes = directory.resolve("classes");
		ChildJvm.run(directory, List.of("-cp", ChildJvm.CLASS_PATH), SpringApplicationAotProcessor.class,
				AheadOfTimeApplication.class.getName(), sources.toString(), classes.toString(), classes.toString(),
				"dev.fennel", "ahead-of-time");
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp",
				classes + File.pathSeparator + ChildJvm.CLASS_PATH, "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, System.out, System.err, arguments.toArray(String[]::new));
		assertThat(result).isZero();
		return classes.toString();
	}

}
