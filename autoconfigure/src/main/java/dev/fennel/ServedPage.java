package dev.fennel;

/**
 * A page that Fennel serves beside the metrics, on each port on which it answers: a bean
 * of this type is all that it takes. Unlike the metrics it is not guarded by credentials;
 * what only some clients may see is for the page itself to withhold.
 *
 * @since 0.1.0
 */
public interface ServedPage {

	/**
	 * Returns where the page is.
	 * @return the path, from the root, such as {@code /health}
	 */
	String path();

	/**
	 * Answers a client. Several threads may ask at once.
	 * @param request what it asks for, by GET or HEAD; of the response to HEAD the body
	 * is left out
	 * @return the answer
	 */
	PageResponse get(PageRequest request);

}
