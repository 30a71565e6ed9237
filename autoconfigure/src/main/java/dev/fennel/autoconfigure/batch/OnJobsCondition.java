package dev.fennel.autoconfigure.batch;

import dev.fennel.JobEnds;
import dev.fennel.autoconfigure.ConditionalOnFeature;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

/**
 * Matches where tasks are measured, or where somebody waits for the ends of jobs.
 */
class OnJobsCondition extends AnyNestedCondition {

	OnJobsCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnFeature("task")
	static class Task {

	}

	@ConditionalOnBean(JobEnds.class)
	static class Ends {

	}

}
