package dev.fennel.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import dev.fennel.GuardedRegistry;

/**
 * Who measures an executor.
 */
public enum TaskMeter {

	/** Nobody. */
	NOBODY {

		@Override
		Executor direct() {
			return TaskExecutors.direct();
		}

		@Override
		ExecutorService pool() {
			return TaskExecutors.pool();
		}

	},

	/** Fennel, as it is when nothing is configured. */
	FENNEL {

		@Override
		Executor direct() {
			return TaskExecutors.fennel(new GuardedRegistry(), Executor.class, TaskExecutors::direct);
		}

		@Override
		ExecutorService pool() {
			return TaskExecutors.fennel(new GuardedRegistry(), ExecutorService.class, TaskExecutors::pool);
		}

	},

	/** Micrometer's wrapper, which nobody but the application itself puts there. */
	MICROMETER {

		@Override
		Executor direct() {
			return TaskExecutors.micrometer(Chains.meterRegistry(false), TaskExecutors.direct());
		}

		@Override
		ExecutorService pool() {
			return TaskExecutors.micrometer(Chains.meterRegistry(false), TaskExecutors.pool());
		}

	};

	abstract Executor direct();

	abstract ExecutorService pool();

}
