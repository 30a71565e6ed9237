package dev.fennel.beside;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * An application with executors of many kinds.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Workshop {

	@Bean
	ThreadPoolTaskExecutor saws() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(2);
		executor.setMaxPoolSize(3);
		executor.setQueueCapacity(7);
		return executor;
	}

	@Bean
	TaskExecutor planes() {
		return new ThreadPoolTaskExecutor();
	}

	@Bean
	ThreadPoolTaskScheduler clock() {
		return new ThreadPoolTaskScheduler();
	}

	@Bean
	ExecutorService drills() {
		return Executors.newFixedThreadPool(2);
	}

	@Bean
	SimpleAsyncTaskExecutor hammers() {
		return new SimpleAsyncTaskExecutor();
	}

	@Bean
	TaskDecorator decorator() {
		return (task) -> task;
	}

	/**
	 * Three tasks for the saws, one for each other executor.
	 */
	static void use(RunningApp app) {
		ThreadPoolTaskExecutor saws = app.context().getBean("saws", ThreadPoolTaskExecutor.class);
		for (int i = 0; i < 3; i++) {
			saws.submitCompletable(() -> "sawn").join();
		}
		app.bean(ThreadPoolTaskScheduler.class).submitCompletable(() -> "rung").join();
		app.bean(SimpleAsyncTaskExecutor.class).submitCompletable(() -> "hammered").join();
		await(app.bean(ExecutorService.class), () -> "drilled");
	}

	private static void await(ExecutorService executor, Callable<String> task) {
		try {
			executor.submit(task).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
