package dev.fennel.task;

import java.util.function.Consumer;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * An application whose scheduled tasks are measured.
 */
final class Scheduling implements AutoCloseable {

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final GuardedRegistry registry = new GuardedRegistry();

	private final Page atStart;

	private Scheduling(Consumer<AnnotationConfigApplicationContext> customizer, Class<?>... beans) {
		this.context.register(Enabled.class);
		this.context.register(beans);
		customizer.accept(this.context);
		ScheduledTaskMetrics metrics = new ScheduledTaskMetrics(MetricFactory.with(this.registry).build());
		this.context.registerBean(MeteredTasks.class, () -> new MeteredTasks(metrics),
				(definition) -> definition.setDestroyMethodName("close"));
		this.context.refresh();
		this.atStart = page();
	}

	static Scheduling of(Class<?>... beans) {
		return new Scheduling((context) -> {
		}, beans);
	}

	static Scheduling of(Consumer<AnnotationConfigApplicationContext> customizer, Class<?>... beans) {
		return new Scheduling(customizer, beans);
	}

	Page page() {
		return Scrapes.of(this.registry);
	}

	Page atStart() {
		return this.atStart;
	}

	double count(String task, String outcome) {
		return count(page(), task, outcome);
	}

	static double count(Page page, String task, String outcome) {
		String sample = "scheduled_task_duration_seconds_count{outcome=\"%s\",task=\"%s\"}".formatted(outcome, task);
		return page.samples().getOrDefault(sample, -1.0);
	}

	double inProgress(String task) {
		return page().samples().getOrDefault("scheduled_tasks_in_progress{task=\"%s\"}".formatted(task), -1.0);
	}

	boolean hasSucceeded(String task) {
		return page().samples()
			.containsKey("scheduled_task_last_success_timestamp_seconds{task=\"%s\"}".formatted(task));
	}

	void awaitCount(String task, String outcome, int count) {
		Waiting.until(() -> count(task, outcome) >= count);
	}

	/** All that is on the page of one family. */
	double sum(String prefix) {
		return page().sum((sample) -> sample.startsWith(prefix));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Enabled {

	}

}
