package dev.fennel.exporter;

import java.util.Map;

import dev.fennel.PageRequest;

/**
 * A request without its body.
 *
 * @param method the method
 * @param target the target as it was sent
 * @param headers the headers by name in lower case
 * @param keepsAlive whether the client may send another request on the connection
 * @param length how many bytes the body has
 * @param expectsContinue whether the client waits to be told that it may send the body
 * @param readsChunks whether the client understands a response in chunks
 */
record RequestHead(String method, String target, Map<String, String> headers, boolean keepsAlive, long length,
		boolean expectsContinue, boolean readsChunks) {

	private static final long SKIPPED = 8192;

	/**
	 * Whether the body is read, so that the connection can be used again, rather than
	 * left where it is.
	 */
	boolean hasBodyToSkip() {
		return this.length <= SKIPPED && (!this.expectsContinue || this.length == 0);
	}

	/**
	 * What is asked for.
	 * @throws RefusedRequestException if the target is none
	 */
	PageRequest page() throws RefusedRequestException {
		RequestTarget parsed = RequestTarget.parse(this.method.equals("CONNECT") ? "*" : this.target);
		return new PageRequest(this.method, parsed.path(), parsed.parameters(), this.headers);
	}

}
