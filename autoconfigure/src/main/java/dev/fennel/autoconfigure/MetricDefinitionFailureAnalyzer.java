package dev.fennel.autoconfigure;

import dev.fennel.MetricDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with a metric or a setting, and what to do, in place of a stack
 * trace.
 */
final class MetricDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<MetricDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MetricDefinitionException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.getAction() + ".", cause);
	}

}
