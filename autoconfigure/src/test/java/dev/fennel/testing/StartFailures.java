package dev.fennel.testing;

import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Reads what Boot says when an application does not start.
 */
public final class StartFailures {

	private StartFailures() {
	}

	/**
	 * Asks all failure analyzers, as Boot does.
	 * @param failure why an application did not start
	 * @return what the first says that has an answer
	 */
	public static FailureAnalysis analyze(@Nullable Throwable failure) {
		Throwable thrown = Objects.requireNonNull(failure, "The application has started");
		return analyzers().stream()
			.map((analyzer) -> analyzer.analyze(thrown))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Finds all failure analyzers.
	 * @return those that Boot would find, in its order
	 */
	public static List<FailureAnalyzer> analyzers() {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(StartFailures.class)));
	}

}
