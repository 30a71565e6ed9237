package dev.fennel.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.fennel.Failures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The labels of all {@link RequestLabels} beans, none of which can fail a request.
 */
final class UserLabels {

	private static final String ERROR = "error";

	private static final @Nullable String[] NONE = {};

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
	 * The values of the user's labels for a request that is complete.
	 */
	@Nullable String[] values(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable error) {
		if (isEmpty()) {
			return NONE;
		}
		@Nullable String[] values = new String[this.labels.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = value(this.labels.get(i), request, response, error);
		}
		return values;
	}

	/**
	 * The given values, then those of the user's labels.
	 */
	static @Nullable String[] append(@Nullable String[] userValues, String... first) {
		@Nullable String[] values = Arrays.copyOf(first, first.length + userValues.length);
		System.arraycopy(userValues, 0, values, first.length, userValues.length);
		return values;
	}

	private @Nullable String value(Label label, HttpServletRequest request, HttpServletResponse response,
			@Nullable Throwable error) {
		try {
			return label.source().value(label.name(), request, response, error);
		}
		catch (Throwable ex) {
			this.failures.record("get the value of the label '" + label.name() + "' from a RequestLabels bean", ex);
			return ERROR;
		}
	}

	private record Label(String name, RequestLabels source) {
	}

}
