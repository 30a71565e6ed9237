package dev.fennel.exposition;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * Serves a page on the application's own port.
 *
 * @since 0.1.0
 */
public final class ServedPageController implements HttpRequestHandler {

	private static final Map<String, String> ALLOW = Map.of("Allow", "GET, HEAD, OPTIONS");

	private final ServedPage page;

	/**
	 * Creates the controller.
	 * @param page the page
	 */
	public ServedPageController(ServedPage page) {
		this.page = page;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		PageResponse answer = switch (request.getMethod()) {
			case "GET", "HEAD" -> this.page.get(request(request));
			case "OPTIONS" -> PageResponse.empty(HttpServletResponse.SC_OK, ALLOW);
			default -> PageResponse.empty(HttpServletResponse.SC_METHOD_NOT_ALLOWED, ALLOW);
		};
		MetricsController.send(answer, request, response);
	}

	private PageRequest request(HttpServletRequest request) {
		Map<String, List<String>> parameters = new HashMap<>();
		request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
		Map<String, String> headers = Collections.list(request.getHeaderNames())
			.stream()
			.collect(Collectors.toMap((name) -> name.toLowerCase(Locale.ROOT),
					(name) -> String.join(",", Collections.list(request.getHeaders(name))), (a, b) -> a));
		return new PageRequest(request.getMethod(), this.page.path(), parameters, headers);
	}

}
