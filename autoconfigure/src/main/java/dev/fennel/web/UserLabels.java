package dev.fennel.web;

import java.util.ArrayList;
import java.util.List;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The labels of all {@link RequestLabels} beans, none of which can fail a request.
 */
final class UserLabels {

	private static final String ERROR = "error";

	private final List<Label> labels = new ArrayList<>();

	private final Failures failures;

	UserLabels(List<RequestLabels> sources, Failures failures) {
		this.failures = failures;
		for (RequestLabels source : sources) {
			source.names().forEach((name) -> this.labels.add(new Label(name, source)));
		}
	}

	boolean isEmpty() {
		return this.labels.isEmpty();
	}

	/**
	 * The given names, then those of the user's labels.
	 */
	String[] names(String... first) {
		List<String> names = new ArrayList<>(List.of(first));
		this.labels.forEach((label) -> names.add(label.name()));
		return names.toArray(String[]::new);
	}

	/**
	 * The given values, then those of the user's labels.
	 */
	@Nullable String[] values(Completion completion, String... first) {
		@Nullable String[] values = new String[first.length + this.labels.size()];
		System.arraycopy(first, 0, values, 0, first.length);
		for (int i = first.length; i < values.length; i++) {
			values[i] = value(this.labels.get(i - first.length), completion);
		}
		return values;
	}

	private @Nullable String value(Label label, Completion completion) {
		try {
			return label.source().value(label.name(), completion.request(), completion.response(), completion.error());
		}
		catch (Throwable ex) {
			this.failures.record("get the value of the label '" + label.name() + "' from a RequestLabels bean", ex);
			return ERROR;
		}
	}

	private record Label(String name, RequestLabels source) {
	}

}
