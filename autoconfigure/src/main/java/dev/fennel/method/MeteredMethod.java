package dev.fennel.method;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * One annotated method of one class: what is asked for and, from the start or from its
 * first call on, how its calls are measured.
 */
final class MeteredMethod {

	private final Class<?> type;

	private final Method method;

	private final MethodAnnotations annotations;

	private final boolean ofProxies;

	private volatile @Nullable MethodPlan plan;

	private volatile boolean reached;

	private volatile boolean refused;

	/**
	 * Creates a method without plan.
	 * @param type the bean's own class
	 * @param method the method, with names of parameters where these are known
	 * @param annotations what is asked for
	 * @param ofProxies whether the beans are proxies of Spring's themselves
	 */
	MeteredMethod(Class<?> type, Method method, MethodAnnotations annotations, boolean ofProxies) {
		this.type = type;
		this.method = method;
		this.annotations = annotations;
		this.ofProxies = ofProxies;
	}

	Method method() {
		return this.method;
	}

	MethodAnnotations annotations() {
		return this.annotations;
	}

	boolean isOfProxies() {
		return this.ofProxies;
	}

	/** How its calls are measured, null where that is not known yet or never. */
	@Nullable MethodPlan plan() {
		return this.plan;
	}

	/**
	 * Finds out how its calls are measured.
	 * @throws dev.fennel.MetricDefinitionException if an annotation is wrong
	 */
	MethodPlan plan(MethodMetrics metrics) {
		MethodPlan current = metrics.plan(this.type, this.method, this.annotations);
		this.plan = current;
		return current;
	}

	/** Whether a proxy of a bean can see it, so that it is on the page from the start. */
	boolean isReached() {
		return this.reached;
	}

	void reached() {
		this.reached = true;
	}

	/** Whether there was no plan to be had, and its calls pass. */
	boolean isRefused() {
		return this.refused;
	}

	void refused() {
		this.refused = true;
	}

	@Override
	public String toString() {
		return this.type.getName() + "." + this.method.getName();
	}

}
