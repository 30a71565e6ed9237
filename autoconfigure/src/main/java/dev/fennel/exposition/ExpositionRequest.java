package dev.fennel.exposition;

import java.util.Collection;
import java.util.List;

import dev.fennel.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, whatever brought the request.
 *
 * @param method the HTTP method
 * @param registry the name of one registry, null or {@code all} for all of them merged
 * @param names the values of {@code name[]}: names of families or samples; none for all
 * @param accept the header {@code Accept}, several joined by commas
 * @param acceptEncoding the header {@code Accept-Encoding}, likewise
 * @param authorization the header {@code Authorization}
 * @param process {@value #SELF} for the answering process alone, null for all that share
 * its page
 * @since 0.1.0
 */
public record ExpositionRequest(String method, @Nullable String registry, Collection<String> names,
		@Nullable String accept, @Nullable String acceptEncoding, @Nullable String authorization,
		@Nullable String process) {

	/**
	 * The process that answers.
	 */
	public static final String SELF = "self";

	/**
	 * The parameter of the query that says which process is asked for.
	 */
	public static final String PROCESS = "process";

	/**
	 * Creates the request.
	 */
	public ExpositionRequest {
		names = List.copyOf(names);
	}

	/**
	 * Creates the request of what a server of Fennel's own was asked for.
	 * @param request what a client asks for
	 * @param registry the name of one registry, null for all
	 * @return the request
	 */
	public static ExpositionRequest of(PageRequest request, @Nullable String registry) {
		return new ExpositionRequest(request.method(), registry, request.parameter("name[]"), request.header("Accept"),
				request.header("Accept-Encoding"), request.header("Authorization"),
				request.parameter(PROCESS).stream().findFirst().orElse(null));
	}

	/**
	 * Without the authorization.
	 */
	@Override
	public String toString() {
		return "ExpositionRequest[method=%s, registry=%s, names=%s, accept=%s, acceptEncoding=%s, process=%s]"
			.formatted(this.method, this.registry, this.names, this.accept, this.acceptEncoding, this.process);
	}

}
