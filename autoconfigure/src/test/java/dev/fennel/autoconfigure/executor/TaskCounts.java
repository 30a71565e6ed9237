package dev.fennel.autoconfigure.executor;

import java.util.Map;
import java.util.TreeMap;

import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;

import org.springframework.beans.factory.BeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page tells of the tasks of an executor.
 */
final class TaskCounts {

	private final BeanFactory beans;

	private final String executor;

	private TaskCounts(BeanFactory beans, String executor) {
		this.beans = beans;
		this.executor = executor;
	}

	static TaskCounts of(BeanFactory beans, String executor) {
		return new TaskCounts(beans, executor);
	}

	static Page page(BeanFactory beans) {
		return Scrapes.of(beans.getBean(GuardedRegistry.class));
	}

	double success() {
		return outcome("success");
	}

	double failure() {
		return outcome("failure");
	}

	double rejected() {
		return outcome("rejected");
	}

	double cancelled() {
		return outcome("cancelled");
	}

	double value(String family) {
		return page(this.beans).value("%s{executor=\"%s\"}".formatted(family, this.executor));
	}

	boolean has(String family) {
		return page(this.beans).samples().containsKey("%s{executor=\"%s\"}".formatted(family, this.executor));
	}

	/**
	 * Waits until tasks have ended and nothing is left, and no other has been counted.
	 */
	void become(int success, int failure, int rejected, int cancelled) {
		Map<String, Double> expected = new TreeMap<>(Map.of("success", (double) success, "failure", (double) failure,
				"rejected", (double) rejected, "cancelled", (double) cancelled));
		Waiting.until(() -> all().values().stream().mapToDouble(Double::doubleValue).sum() >= success + failure
				+ rejected + cancelled);
		assertThat(all()).isEqualTo(expected);
		Waiting.until(() -> value("executor_tasks_in_progress") == 0);
		assertThat(value("executor_oldest_task_age_seconds")).isZero();
		assertThat(page(this.beans).sum((sample) -> sample.startsWith("fennel_errors_total"))).isZero();
	}

	private Map<String, Double> all() {
		Page page = page(this.beans);
		Map<String, Double> all = new TreeMap<>();
		for (String outcome : new String[] { "success", "failure", "rejected", "cancelled" }) {
			all.put(outcome, page.samples()
				.get("executor_tasks_total{executor=\"%s\",outcome=\"%s\"}".formatted(this.executor, outcome)));
		}
		return all;
	}

	private double outcome(String outcome) {
		return page(this.beans)
			.value("executor_tasks_total{executor=\"%s\",outcome=\"%s\"}".formatted(this.executor, outcome));
	}

}
