package dev.fennel.autoconfigure.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.fennel.batch.BatchJob;
import dev.fennel.batch.BatchJobs;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * The runners of an application, all together: a job with its name. What Boot says of
 * their start and end is heard, so that they stay what they are.
 */
final class RunnerJob implements ApplicationListener<ApplicationEvent>, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(RunnerJob.class);

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final ApplicationContext context;

	private final BatchJobs jobs;

	private final String name;

	private volatile @Nullable BatchJob job;

	private volatile int exitCode;

	RunnerJob(ApplicationContext context, BatchJobs jobs, String name) {
		this.context = context;
		this.jobs = jobs;
		this.name = name;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		this.jobs.failures().guard("record the run of the runners", () -> heard(event));
	}

	private void heard(ApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started && started.getApplicationContext() == this.context) {
			started();
		}
		else if (event instanceof ExitCodeEvent exit && exit.getSource() == this.context) {
			exits(exit.getExitCode());
		}
		else if (event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == this.context) {
			ended(exitCodeOfGenerators());
		}
		else if (event instanceof ApplicationFailedEvent failed && failed.getApplicationContext() == this.context) {
			ended((this.exitCode != 0) ? this.exitCode : 1);
		}
	}

	private void started() {
		if (has(ApplicationRunner.class) || has(CommandLineRunner.class)) {
			BatchJob started = this.jobs.of(this.name);
			this.job = started;
			started.started();
		}
	}

	private boolean has(Class<?> runner) {
		return this.context.getBeanNamesForType(runner).length > 0;
	}

	private void exits(int code) {
		this.exitCode = code;
		BatchJob current = this.job;
		if (current != null) {
			current.exits(code);
		}
	}

	private void ended(int code) {
		BatchJob current = this.job;
		if (current != null) {
			current.ended(code);
		}
	}

	/**
	 * What the process would exit with, as Boot finds out: a batch job of Spring's fails
	 * without that its runner does. One that waits for something must not keep the
	 * application from being ready.
	 */
	private int exitCodeOfGenerators() {
		if (this.job == null || !has(ExitCodeGenerator.class)) {
			return 0;
		}
		FutureTask<Integer> question = new FutureTask<>(this::askGenerators);
		Thread thread = new Thread(question, "fennel-exit-code");
		thread.setDaemon(true);
		thread.start();
		try {
			return question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn(
					"No exit code within a second of the application being ready: a bean of ExitCodeGenerator waits for "
							+ "something. The job '" + this.name + "' counts as successful");
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 0;
		}
		catch (ExecutionException ex) {
			logger.debug("A generator of exit codes failed", ex);
			return 1;
		}
	}

	private int askGenerators() {
		List<ExitCodeGenerator> generators = this.context.getBeanProvider(ExitCodeGenerator.class)
			.orderedStream()
			.toList();
		return generators.stream()
			.mapToInt(ExitCodeGenerator::getExitCode)
			.filter((code) -> code != 0)
			.findFirst()
			.orElse(0);
	}

}
