package dev.fennel.exposition;

import java.util.Collection;
import java.util.List;

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
 * @since 0.1.0
 */
public record ExpositionRequest(String method, @Nullable String registry, Collection<String> names,
		@Nullable String accept, @Nullable String acceptEncoding, @Nullable String authorization) {

	/**
	 * Creates the request.
	 */
	public ExpositionRequest {
		names = List.copyOf(names);
	}

}
