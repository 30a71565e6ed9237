package dev.fennel.multiprocess;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Waiting;

/**
 * A JVM of its own that runs a {@link Worker}, and what a client of it knows.
 */
final class WorkerJvm {

	private final Process process;

	private final URI url;

	/** When each request was answered. */
	private final Deque<Long> answered = new ArrayDeque<>();

	private long sent;

	private WorkerJvm(Process process, int port) {
		this.process = process;
		this.url = URI.create("http://127.0.0.1:" + port);
	}

	static WorkerJvm start(Path folder, String name) throws IOException {
		Path port = Files.createTempFile(folder, "port", "");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				Worker.class.getName(), folder.resolve("shared").toString(), name, port.toString())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve(name + ".log").toFile())
			.start();
		Waiting.until(() -> Files.size(port) > 0 || !process.isAlive());
		String text = Files.readString(port);
		if (text.isEmpty()) {
			throw new IOException("The worker ended: " + Files.readString(folder.resolve(name + ".log")));
		}
		return new WorkerJvm(process, Integer.parseInt(text));
	}

	String scrape() throws IOException {
		HttpResponse<String> page = HttpCalls.get(this.url.resolve("/metrics"));
		return (page.statusCode() == 200) ? page.body() : "status " + page.statusCode();
	}

	/**
	 * Sends a request of those that are counted.
	 */
	void hit() throws IOException {
		synchronized (this.answered) {
			this.sent++;
		}
		if (HttpCalls.get(this.url.resolve("/hit")).statusCode() == 200) {
			synchronized (this.answered) {
				this.answered.add(System.nanoTime());
			}
		}
	}

	long sent() {
		synchronized (this.answered) {
			return this.sent;
		}
	}

	long answered() {
		synchronized (this.answered) {
			return this.answered.size();
		}
	}

	long answeredSince(long time) {
		synchronized (this.answered) {
			return this.answered.stream().filter((each) -> each - time >= 0).count();
		}
	}

	/** By SIGKILL. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** By SIGTERM. */
	void stop() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor();
	}

}
