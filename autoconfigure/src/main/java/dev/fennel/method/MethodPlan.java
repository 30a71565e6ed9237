package dev.fennel.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import dev.fennel.Failures;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one method of one class are measured, made once. A call that succeeds and
 * whose labels are constant looks nothing up and leaves no garbage.
 */
final class MethodPlan {

	private static final double NANOS_PER_SECOND = 1e9;

	private final MethodMeter[] meters;

	private final LabelExpression[] expressions;

	/** Whether more has to be known of each call than that it succeeds. */
	private final boolean differs;

	private final boolean timed;

	private final boolean mayEndLater;

	/** Whether calls begin only with what is returned. */
	private final boolean beginsLater;

	private final ReturnType returned;

	private final AsyncResults results;

	private final Failures failures;

	/**
	 * Creates a plan.
	 * @param method the method
	 * @param meters what is recorded
	 * @param expressions those that the labels have
	 * @param results how calls go on that end later than they return
	 * @param failures where failures go
	 */
	MethodPlan(Method method, List<MethodMeter> meters, List<LabelExpression> expressions, AsyncResults results,
			Failures failures) {
		this.meters = meters.toArray(MethodMeter[]::new);
		this.expressions = expressions.toArray(LabelExpression[]::new);
		this.returned = ReturnType.of(method);
		this.beginsLater = results.begin(this.returned);
		this.differs = this.beginsLater || meters.stream().anyMatch(MethodMeter::differs);
		this.timed = meters.stream().anyMatch(MethodMeter::isTimed);
		Class<?> type = this.returned.type();
		this.mayEndLater = !Modifier.isFinal(type.getModifiers()) || results.of(type) != null;
		this.results = results;
		this.failures = failures;
	}

	/** How many expressions a call may have to evaluate. */
	int expressions() {
		return this.expressions.length;
	}

	/** How many gauges a call may have to keep. */
	int gauges() {
		return this.differs ? this.meters.length : 0;
	}

	@Nullable Object run(MethodInvocation invocation) throws Throwable {
		MethodCall call = this.differs ? first(invocation) : null;
		if (call == null) {
			entered(null);
		}
		long start = now();
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			known(call, invocation, start).failed(ex);
			throw ex;
		}
		AsyncResult later = (this.mayEndLater && result != null) ? this.results.of(result.getClass()) : null;
		if (later != null && result != null) {
			return follow(later, result, known(call, invocation, start));
		}
		if (call != null) {
			call.succeeded(result);
		}
		else {
			ended(start, null);
		}
		return result;
	}

	/** Begins a call of which more has to be known. */
	MethodCall begin(@Nullable MethodInvocation invocation) {
		MethodCall call = new MethodCall(this, invocation, now(), true);
		entered(call);
		return call;
	}

	void left(MethodCall call) {
		for (MethodMeter meter : this.meters) {
			try {
				meter.left(call);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	void ended(long start, @Nullable MethodCall call) {
		double seconds = Math.max(0, now() - start) / NANOS_PER_SECOND;
		for (MethodMeter meter : this.meters) {
			try {
				meter.ended(seconds, call);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	/** A label's value; {@code error} where the expression fails. */
	String evaluate(int index, MethodCall call) {
		LabelExpression expression = this.expressions[index];
		try {
			Object value = expression.evaluate(call);
			return (value != null) ? value.toString() : "";
		}
		catch (Throwable ex) {
			this.failures.record("evaluate the label text '" + expression.text() + "'", ex);
			return "error";
		}
	}

	/**
	 * Evaluates what does not depend on how a call ends.
	 * @return whether that is all
	 */
	boolean evaluate(MethodCall call) {
		boolean all = true;
		for (int i = 0; i < this.expressions.length; i++) {
			if (this.expressions[i].dependsOnEnd()) {
				all = false;
			}
			else {
				call.value(i);
			}
		}
		return all;
	}

	private MethodCall first(MethodInvocation invocation) {
		return this.beginsLater ? new MethodCall(this, invocation, now(), false) : begin(invocation);
	}

	private void entered(@Nullable MethodCall call) {
		for (MethodMeter meter : this.meters) {
			try {
				meter.entered(call);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	private long now() {
		return this.timed ? System.nanoTime() : 0;
	}

	private MethodCall known(@Nullable MethodCall call, MethodInvocation invocation, long start) {
		return (call != null) ? call : new MethodCall(this, invocation, start, true);
	}

	private Object follow(AsyncResult later, Object result, MethodCall call) {
		try {
			return later.follow(result, call, this.returned);
		}
		catch (Throwable ex) {
			failed(ex);
			call.succeeded(null);
			return result;
		}
	}

	private void failed(Throwable failure) {
		this.failures.record("measure a call of an annotated method", failure);
	}

}
