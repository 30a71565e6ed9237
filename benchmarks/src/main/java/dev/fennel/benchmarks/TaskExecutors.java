package dev.fennel.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.executor.ExecutorMetricsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The executors that are compared: one that runs its tasks in the thread that brings
 * them, and a pool.
 */
final class TaskExecutors {

	private TaskExecutors() {
	}

	static Executor direct() {
		return Runnable::run;
	}

	static ExecutorService pool() {
		return Executors.newFixedThreadPool(1, (task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		});
	}

	/** As the bean of an application. */
	static <E extends Executor> E fennel(GuardedRegistry registry, Class<E> type, Supplier<E> executor) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(GuardedRegistry.class, () -> registry);
		context.registerBean("taskExecutor", type, executor);
		context.register(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class);
		context.refresh();
		return context.getBean(type);
	}

	static Executor micrometer(MeterRegistry registry, Executor executor) {
		return ExecutorServiceMetrics.monitor(registry, executor, "taskExecutor");
	}

	static ExecutorService micrometer(MeterRegistry registry, ExecutorService executor) {
		return ExecutorServiceMetrics.monitor(registry, executor, "taskExecutor");
	}

}
