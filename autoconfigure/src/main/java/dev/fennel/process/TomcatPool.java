package dev.fennel.process;

import java.util.concurrent.Executor;

import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a connector: Tomcat's own pool, one that connectors share, or one of the
 * JDK.
 *
 * @param active threads that work
 * @param size all threads
 * @param max how many there may be
 * @param queued tasks that wait for one
 */
record TomcatPool(int active, int size, int max, int queued) {

	static @Nullable TomcatPool of(Executor executor) {
		if (executor instanceof ThreadPoolExecutor pool) {
			return new TomcatPool(pool.getActiveCount(), pool.getPoolSize(), pool.getMaximumPoolSize(),
					pool.getQueue().size());
		}
		if (executor instanceof StandardThreadExecutor pool) {
			return new TomcatPool(pool.getActiveCount(), pool.getPoolSize(), pool.getMaxThreads(),
					Math.max(0, pool.getQueueSize()));
		}
		if (executor instanceof java.util.concurrent.ThreadPoolExecutor pool) {
			return new TomcatPool(pool.getActiveCount(), pool.getPoolSize(), pool.getMaximumPoolSize(),
					pool.getQueue().size());
		}
		return null;
	}

	int idle() {
		return Math.max(0, this.size - this.active);
	}

}
