package dev.fennel.process;

import java.util.Arrays;
import java.util.function.ToIntFunction;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty's pool and connectors tell. The threads that Jetty itself holds, to accept
 * and to select, are none that work on requests.
 *
 * @param server the server
 * @since 0.1.0
 */
public record JettyStatus(Server server) implements WebServerStatus {

	@Override
	public @Nullable Number busy() {
		return of(QueuedThreadPool::getUtilizedThreads);
	}

	@Override
	public @Nullable Number idle() {
		return of((pool) -> pool.getThreads() - pool.getLeasedThreads() - pool.getUtilizedThreads());
	}

	@Override
	public @Nullable Number max() {
		return of((pool) -> pool.getMaxThreads() - pool.getLeasedThreads());
	}

	@Override
	public @Nullable Number queued() {
		return of(QueuedThreadPool::getQueueSize);
	}

	@Override
	public Number connections() {
		return Arrays.stream(this.server.getConnectors())
			.mapToInt((connector) -> connector.getConnectedEndPoints().size())
			.sum();
	}

	private @Nullable Number of(ToIntFunction<QueuedThreadPool> number) {
		ThreadPool pool = this.server.getThreadPool();
		return (pool instanceof QueuedThreadPool queued) ? Math.max(0, number.applyAsInt(queued)) : null;
	}

}
