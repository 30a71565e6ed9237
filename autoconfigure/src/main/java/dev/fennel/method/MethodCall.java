package dev.fennel.method;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.ErrorNames;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * One call, where more has to be known of it than that it succeeds: it fails, it ends
 * later than it returns, or its labels are expressions. Whatever comes first ends it,
 * once.
 */
final class MethodCall {

	private final MethodPlan plan;

	private final long start;

	private final boolean entered;

	private final @Nullable String[] values;

	private final @Nullable GaugeDataPoint[] points;

	private final AtomicBoolean ended = new AtomicBoolean();

	/** Kept only for expressions, and no longer than these need it. */
	private @Nullable MethodInvocation invocation;

	private Outcome outcome = Outcome.SUCCESS;

	private @Nullable Object result;

	private @Nullable Throwable error;

	/**
	 * Creates a call.
	 * @param plan the plan of its method
	 * @param invocation what is invoked, of interest where there are expressions
	 * @param start when it began
	 * @param entered whether gauges go up for it, and so have to come down
	 */
	MethodCall(MethodPlan plan, @Nullable MethodInvocation invocation, long start, boolean entered) {
		this.plan = plan;
		this.invocation = (plan.expressions() > 0) ? invocation : null;
		this.start = start;
		this.entered = entered;
		this.values = new String[plan.expressions()];
		this.points = new GaugeDataPoint[plan.gauges()];
	}

	/** Another call of the same, which begins now. */
	MethodCall again() {
		return this.plan.begin(this.invocation);
	}

	/**
	 * This is no call after all: what it returned may be called, any number of times.
	 */
	void leave() {
		if (this.ended.compareAndSet(false, true)) {
			this.plan.left(this);
		}
	}

	void succeeded(@Nullable Object value) {
		end(Outcome.SUCCESS, value, null);
	}

	void failed(Throwable failure) {
		boolean cancelled = ErrorNames.cause(failure) instanceof CancellationException;
		end(cancelled ? Outcome.CANCELLED : Outcome.FAILURE, null, failure);
	}

	void cancelled() {
		end(Outcome.CANCELLED, null, new CancellationException());
	}

	/**
	 * Evaluates what does not depend on how the call ends, so that the arguments are not
	 * kept for it: they may lead to what was returned, which could then never go. Where a
	 * label is over the end too, they are kept until then.
	 */
	void settle() {
		if (this.plan.evaluate(this)) {
			this.invocation = null;
		}
	}

	private void end(Outcome how, @Nullable Object value, @Nullable Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.outcome = how;
			this.result = value;
			this.error = failure;
			this.plan.ended(this.start, this);
			this.invocation = null;
			this.result = null;
			this.error = null;
		}
	}

	/** Whether gauges went up for it. */
	boolean isEntered() {
		return this.entered;
	}

	Outcome outcome() {
		return this.outcome;
	}

	@Nullable Object result() {
		return this.result;
	}

	@Nullable Throwable error() {
		return this.error;
	}

	/** The value of the label {@code exception} for what the call ended with. */
	String errorName() {
		return (this.error != null) ? ErrorNames.of(ErrorNames.cause(this.error)) : ErrorNames.NONE;
	}

	@Nullable Object target() {
		MethodInvocation current = this.invocation;
		return (current != null) ? current.getThis() : null;
	}

	Object[] arguments() {
		MethodInvocation current = this.invocation;
		return (current != null) ? current.getArguments() : new Object[0];
	}

	/** The value of one of the plan's expressions, evaluated when first asked for. */
	String value(int index) {
		String value = this.values[index];
		if (value == null) {
			value = this.plan.evaluate(index, this);
			this.values[index] = value;
		}
		return value;
	}

	void keep(int slot, GaugeDataPoint point) {
		this.points[slot] = point;
	}

	@Nullable GaugeDataPoint kept(int slot) {
		return this.points[slot];
	}

}
