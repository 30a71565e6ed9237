package dev.fennel.method;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fennel.ErrorNames;

/**
 * The labels that one annotation asks for: their names, and where their values come from.
 *
 * @param labels the labels in the order of the family's names
 */
record MethodLabels(List<Label> labels) {

	/** How a call ended. */
	static Label result() {
		return new Label("result", Kind.CLOSED, Outcome.SUCCESS.label(), (call) -> call.outcome().label());
	}

	/** What a call failed with, {@code none} for one that succeeded or was cancelled. */
	static Label exception() {
		return new Label("exception", Kind.OPEN, ErrorNames.NONE,
				(call) -> (call.outcome() == Outcome.FAILURE) ? call.errorName() : ErrorNames.NONE);
	}

	/** What a call ended with, where only such calls count. */
	static Label error() {
		return new Label("exception", Kind.OPEN, ErrorNames.NONE, MethodCall::errorName);
	}

	/** A value that the code has. */
	static Label constant(String name, String value, Kind kind) {
		return new Label(name, kind, value, (call) -> value);
	}

	MethodLabels with(Label label) {
		return new MethodLabels(Stream.concat(this.labels.stream(), Stream.of(label)).toList());
	}

	String[] names() {
		return this.labels.stream().map(Label::name).toArray(String[]::new);
	}

	String[] closed() {
		return this.labels.stream()
			.filter((label) -> label.kind() == Kind.CLOSED)
			.map(Label::name)
			.toArray(String[]::new);
	}

	/** Whether the values are the same for each call that succeeds. */
	boolean areConstant() {
		return this.labels.stream().noneMatch((label) -> label.kind() == Kind.EVALUATED);
	}

	/** The values for a call that succeeds, where they are constant. */
	String[] constants() {
		return this.labels.stream().map(Label::success).toArray(String[]::new);
	}

	String[] values(MethodCall call) {
		String[] values = new String[this.labels.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.labels.get(i).value().apply(call);
		}
		return values;
	}

	/** How the values of a label come about. */
	enum Kind {

		/** From a set that the code knows; they stay where the family is full. */
		CLOSED,

		/** From a set that nobody knows, but the same for each call that succeeds. */
		OPEN,

		/** By an expression. */
		EVALUATED

	}

	/**
	 * One label.
	 *
	 * @param name its name
	 * @param kind how its values come about
	 * @param success its value for a call that succeeds, where it is no expression
	 * @param value gives its value for a call
	 */
	record Label(String name, Kind kind, String success, Function<MethodCall, String> value) {
	}

}
