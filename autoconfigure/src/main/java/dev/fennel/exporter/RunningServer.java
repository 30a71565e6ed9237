package dev.fennel.exporter;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.Failures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The server from start to stop: one thread that accepts, one that keeps the time, and
 * one for each client that is served. All are threads of the system: virtual ones would
 * wait for the carriers that the application's have.
 */
final class RunningServer {

	private static final Log logger = LogFactory.getLog(RunningServer.class);

	/** Threads that are there before any client, for when the system has no more. */
	private static final int SPARE_THREADS = 2;

	private static final long KEPT_SECONDS = 60;

	private static final long BREATH_MILLIS = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final ServerSocket serverSocket;

	private final MetricsServerOptions options;

	private final MetricsSite site;

	private final Failures failures;

	private final Watchdog watchdog;

	private final Connections connections;

	private final ThreadPoolExecutor executor;

	private final Thread acceptor;

	RunningServer(ServerSocket serverSocket, MetricsServerOptions options, MetricsSite site, Failures failures) {
		this.serverSocket = serverSocket;
		this.options = options;
		this.site = site;
		this.failures = failures;
		this.watchdog = new Watchdog(options.readTimeout(), daemons("fennel-exporter-watchdog-"));
		this.executor = new ThreadPoolExecutor(Math.min(SPARE_THREADS, options.threads()), Integer.MAX_VALUE,
				KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("fennel-exporter-"));
		this.executor.prestartAllCoreThreads();
		this.connections = new Connections(options.threads(), this.executor, this.watchdog, failures);
		this.acceptor = daemons("fennel-exporter-acceptor-").newThread(this::accept);
		this.acceptor.start();
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	void stop() {
		close(this.serverSocket);
		awaitAcceptor();
		this.connections.close(PATIENCE);
		this.executor.shutdownNow();
		this.watchdog.stop();
	}

	/**
	 * The port is not free as long as the system still has a thread that accepts.
	 */
	private void awaitAcceptor() {
		try {
			this.acceptor.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept() {
		while (!this.serverSocket.isClosed()) {
			try {
				this.connections.add(new Connection(this.serverSocket.accept(), this.options.tls(), this.site,
						this.failures, this.watchdog));
			}
			catch (Throwable ex) {
				if (!this.serverSocket.isClosed()) {
					this.failures.record("accept a client of the metrics server", ex);
					rest();
				}
			}
		}
	}

	/**
	 * Where nothing can be accepted, as when the process has too many files open, trying
	 * at once again would only take the processor.
	 */
	private static void rest() {
		try {
			Thread.sleep(BREATH_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void close(AutoCloseable socket) {
		try {
			socket.close();
		}
		catch (Exception ex) {
			logger.debug("A socket of the metrics server could not be closed", ex);
		}
	}

	private static ThreadFactory daemons(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

}
