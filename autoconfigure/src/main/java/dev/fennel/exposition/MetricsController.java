package dev.fennel.exposition;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import dev.fennel.PageResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Serves the page on the application's own port: of all registries, or of the one that
 * the variable {@value #REGISTRY} of the path names.
 *
 * @since 0.1.0
 */
public final class MetricsController implements HttpRequestHandler, AopInfrastructureBean {

	/**
	 * The variable of the path pattern that names one registry.
	 */
	public static final String REGISTRY = "registry";

	private final Exposition exposition;

	/**
	 * Creates the controller.
	 * @param exposition what makes the page
	 */
	public MetricsController(Exposition exposition) {
		this.exposition = exposition;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		PageResponse answer = this.exposition.respond(request(request));
		send(readsChunks(request) ? answer : answer.whole(), request, response);
	}

	private static boolean readsChunks(HttpServletRequest request) {
		return !request.getProtocol().equals("HTTP/1.0");
	}

	static void send(PageResponse answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setStatus(answer.status());
		answer.headers().forEach(response::setHeader);
		if (answer.length() != PageResponse.UNKNOWN_LENGTH) {
			response.setContentLengthLong(answer.length());
		}
		if (!request.getMethod().equals("HEAD")) {
			answer.writeBody(response.getOutputStream());
		}
	}

	private ExpositionRequest request(HttpServletRequest request) {
		String[] names = request.getParameterValues("name[]");
		return new ExpositionRequest(request.getMethod(), registry(request),
				(names != null) ? List.of(names) : List.of(), header(request, "Accept"),
				header(request, "Accept-Encoding"), header(request, "Authorization"),
				request.getParameter(ExpositionRequest.PROCESS));
	}

	private static @Nullable String registry(HttpServletRequest request) {
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		return (variables instanceof Map<?, ?> map && map.get(REGISTRY) instanceof String name) ? name : null;
	}

	private static @Nullable String header(HttpServletRequest request, String name) {
		Enumeration<String> values = request.getHeaders(name);
		return values.hasMoreElements() ? String.join(",", Collections.list(values)) : null;
	}

}
