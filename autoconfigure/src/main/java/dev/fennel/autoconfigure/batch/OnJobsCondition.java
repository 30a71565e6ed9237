package dev.fennel.autoconfigure.batch;

import dev.fennel.JobEnds;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.batch.SpringBatchRuns;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/**
 * Matches where there may be jobs to measure, or somebody waits for the ends of any.
 */
class OnJobsCondition extends AnyNestedCondition {

	OnJobsCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnFeature("task")
	@ConditionalOnClass(name = SpringBatchRuns.JOB)
	static class Task {

	}

	@ConditionalOnBean(JobEnds.class)
	static class Ends {

	}

}
