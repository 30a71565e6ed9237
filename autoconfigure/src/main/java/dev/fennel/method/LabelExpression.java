package dev.fennel.method;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * The value of a label as SpEL, parsed and checked once.
 */
final class LabelExpression {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private static final Set<String> AT_THE_END = Set.of("#result", "#error");

	private static final Set<String> ALWAYS = Set.of("#root", "#this");

	private final String text;

	private final Expression expression;

	private final Method method;

	private final boolean dependsOnEnd;

	/** Keeps what Spring finds out about properties. */
	private final StandardEvaluationContext shared = new StandardEvaluationContext();

	private LabelExpression(String text, Expression expression, Method method) {
		this.text = text;
		this.expression = expression;
		this.method = method;
		this.dependsOnEnd = references().stream().anyMatch(AT_THE_END::contains);
	}

	/**
	 * Parses an expression.
	 * @param owner what it is of, for the sentence about what is wrong
	 * @param text the text with its delimiters
	 * @param method the method over whose parameters it is
	 * @param atStart whether it is evaluated when the call begins
	 */
	static LabelExpression of(String owner, String text, Method method, boolean atStart) {
		try {
			LabelExpression expression = new LabelExpression(text,
					PARSER.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION), method);
			expression.check(owner, atStart);
			return expression;
		}
		catch (ParseException ex) {
			throw new MetricDefinitionException(
					"%s has the label text '%s', which is broken: %s".formatted(owner, text, ex.getMessage()),
					"Write it \"name=value\" or \"name=#{SpEL}\"");
		}
	}

	static boolean isIn(String text) {
		return text.contains(ParserContext.TEMPLATE_EXPRESSION.getExpressionPrefix());
	}

	String text() {
		return this.text;
	}

	/** Whether it is over what is known only when a call has ended. */
	boolean dependsOnEnd() {
		return this.dependsOnEnd;
	}

	@Nullable Object evaluate(MethodCall call) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(new Root(call.target()), this.method,
				call.arguments(), NAMES);
		this.shared.applyDelegatesTo(context);
		context.setVariable("result", call.result());
		context.setVariable("error", call.error());
		return this.expression.getValue(context);
	}

	private void check(String owner, boolean atStart) {
		Set<String> parameters = parameters();
		Set<String> known = new TreeSet<>(parameters);
		known.addAll(ALWAYS);
		known.addAll(atStart ? Set.of() : AT_THE_END);
		for (String reference : references()) {
			boolean isEnd = AT_THE_END.contains(reference);
			if (isEnd && parameters.contains(reference)) {
				throw wrong(owner, "%s is both a parameter and what the call ends with".formatted(reference),
						"Rename the parameter, or write #p0 for the first, #p1 for the second");
			}
			if (isEnd && atStart) {
				throw wrong(owner, "there is no %s yet when a call begins".formatted(reference),
						"Use the parameters and #root.target only");
			}
			if (!known.contains(reference)) {
				throw wrong(owner, "there is no " + reference,
						"Use one of " + known + ", and compile with -parameters for names in place of #p0");
			}
		}
	}

	private MetricDefinitionException wrong(String owner, String what, String action) {
		return new MetricDefinitionException("%s has the label text '%s', but %s".formatted(owner, this.text, what),
				action);
	}

	private Set<String> parameters() {
		Set<String> parameters = new LinkedHashSet<>();
		for (int i = 0; i < this.method.getParameterCount(); i++) {
			parameters.add("#p" + i);
			parameters.add("#a" + i);
		}
		String[] names = NAMES.getParameterNames(this.method);
		if (names != null) {
			Arrays.stream(names).map((name) -> "#" + name).forEach(parameters::add);
		}
		return parameters;
	}

	private Set<String> references() {
		Set<String> references = new LinkedHashSet<>();
		collect(this.expression, references);
		return references;
	}

	private static void collect(Expression expression, Set<String> references) {
		if (expression instanceof CompositeStringExpression composite) {
			Arrays.stream(composite.getExpressions()).forEach((part) -> collect(part, references));
		}
		else if (expression instanceof SpelExpression spel) {
			collect(spel.getAST(), references);
		}
	}

	private static void collect(SpelNode node, Set<String> references) {
		if (node instanceof VariableReference || node instanceof FunctionReference || node instanceof BeanReference) {
			references.add(node.toStringAST());
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			collect(node.getChild(i), references);
		}
	}

	/**
	 * What {@code #root} is.
	 */
	static final class Root {

		private final @Nullable Object target;

		Root(@Nullable Object target) {
			this.target = target;
		}

		public @Nullable Object getTarget() {
			return this.target;
		}

	}

}
