package dev.fennel.autoconfigure;

import dev.fennel.MetricDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong with a metric or a setting, and what to do, in place of a stack
 * trace. Before Boot's own, one of which would say of a setting that it cannot be bound.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MetricDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<MetricDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MetricDefinitionException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.getAction() + ".", cause);
	}

}
