package dev.fennel.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import dev.fennel.method.MethodLabels.Kind;
import dev.fennel.method.MethodLabels.Label;

/**
 * Collects what is recorded of one method's calls. Equal expressions are evaluated once
 * for all its meters.
 */
final class MethodPlanBuilder {

	private final Class<?> type;

	private final Method method;

	private final List<MethodMeter> meters = new ArrayList<>();

	private final List<LabelExpression> expressions = new ArrayList<>();

	/**
	 * Creates a builder.
	 * @param type the bean's own class
	 * @param method its method
	 */
	MethodPlanBuilder(Class<?> type, Method method) {
		this.type = type;
		this.method = method;
	}

	/** Whom sentences about what is wrong name. */
	String owner(Annotation annotation) {
		return "@%s on %s.%s".formatted(annotation.annotationType().getSimpleName(), this.type.getName(),
				this.method.getName());
	}

	/** The method with the simple name of its class. */
	String shortName() {
		return this.type.getSimpleName() + "." + this.method.getName();
	}

	/**
	 * The labels that an annotation asks for.
	 * @param owner the annotation
	 * @param located whether class and method are among them
	 * @param atStart whether they are needed when a call begins
	 * @param texts each {@code name=value} or {@code name=#{SpEL}}
	 */
	MethodLabels labels(String owner, boolean located, boolean atStart, String... texts) {
		List<Label> labels = new ArrayList<>();
		if (located) {
			labels.add(MethodLabels.constant("class", this.type.getName(), Kind.CLOSED));
			labels.add(MethodLabels.constant("method", this.method.getName(), Kind.CLOSED));
		}
		Arrays.stream(texts)
			.map((text) -> label(owner, text, atStart))
			.sorted(Comparator.comparing(Label::name))
			.forEach(labels::add);
		return new MethodLabels(labels);
	}

	void add(MethodMeter meter) {
		this.meters.add(meter);
	}

	/** How many meters there are so far. */
	int size() {
		return this.meters.size();
	}

	MethodPlan build(AsyncResults results, Failures failures) {
		return new MethodPlan(this.method, this.meters, this.expressions, results, failures);
	}

	private Label label(String owner, String text, boolean atStart) {
		int equals = text.indexOf('=');
		if (equals < 1) {
			throw new MetricDefinitionException(
					"%s has the label text '%s', which has no name before a '='".formatted(owner, text),
					"Write it \"name=value\" or \"name=#{SpEL}\"");
		}
		String name = text.substring(0, equals).strip();
		String value = text.substring(equals + 1).strip();
		return LabelExpression.isIn(value) ? evaluated(name, LabelExpression.of(owner, value, this.method, atStart))
				: MethodLabels.constant(name, value, Kind.OPEN);
	}

	private Label evaluated(String name, LabelExpression expression) {
		int known = this.expressions.stream().map(LabelExpression::text).toList().indexOf(expression.text());
		int index = (known < 0) ? this.expressions.size() : known;
		if (known < 0) {
			this.expressions.add(expression);
		}
		return new Label(name, Kind.EVALUATED, "", (call) -> call.value(index));
	}

}
