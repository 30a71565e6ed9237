package dev.fennel.push;

import java.net.http.HttpRequest;

/**
 * Changes requests to the Pushgateway, when all else has been set. Each bean of this type
 * is called for each request, in order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PushRequestCustomizer {

	/**
	 * Changes a request.
	 * @param request the request
	 */
	void customize(HttpRequest.Builder request);

}
