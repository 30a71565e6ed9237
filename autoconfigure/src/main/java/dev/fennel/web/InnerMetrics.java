package dev.fennel.web;

import java.util.List;

import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The families of the inner filter and of what handlers do. The data points of a route
 * are resolved when its first request is complete.
 */
final class InnerMetrics {

	private static final List<String> SCHEMES = List.of("http", "https", "other");

	private static final String AJAX = "XMLHttpRequest";

	private static final String EVENT_STREAM = "text/event-stream";

	private static final String UNMATCHED = "unmatched";

	private final List<List<CounterDataPoint>> requests;

	private final CounterDataPoint ajaxRequests;

	private final DistributionDataPoint requestBody;

	private final RouteDurations durations;

	private final CounterDataPoint unknownDuration;

	private final DistributionDataPoint responseBody;

	private final CounterDataPoint streamingResponses;

	private final Charsets charsets;

	private final MetricFamily<CounterDataPoint> renderedViews;

	private final MetricFamily<CounterDataPoint> exceptions;

	InnerMetrics(RequestFamilies families, RouteDurations durations) {
		this.durations = durations;
		MetricFamily<CounterDataPoint> requestFamily = families.counter("http_server_requests_total",
				"Requests that passed all filters and reached a handler", "method", "scheme");
		this.requests = RequestFamilies.forEachMethod(
				(method) -> SCHEMES.stream().map((scheme) -> requestFamily.labelValues(method, scheme)).toList());
		this.ajaxRequests = families.counter("http_server_ajax_requests_total",
				"Requests that reached a handler with the header X-Requested-With: XMLHttpRequest");
		this.requestBody = families.sizes("http_server_request_body_bytes",
				"Size of request bodies: the declared length, else the bytes that were read");
		this.unknownDuration = families.counter("http_server_requests_unknown_duration_total",
				"Requests whose end was seen behind all filters, but not their start");
		this.responseBody = families.sizes("http_server_response_body_bytes",
				"Size of response bodies as handlers wrote them, before compression");
		this.streamingResponses = families.counter("http_server_streaming_responses_total",
				"Responses that a handler streamed: bodies written later, emitters, events, resources");
		this.charsets = new Charsets(families.counter("http_server_responses_by_charset_total",
				"Responses by the charset that their content type declares", "charset")::labelValues);
		this.renderedViews = families.counter("http_server_rendered_views_total",
				"Views that handlers asked for by name", "view");
		this.exceptions = families.counter("http_server_exceptions_total", "Exceptions that left a handler",
				"exception", "route");
	}

	void reached(int method, HttpServletRequest request) {
		boolean ajax = AJAX.equals(request.getHeader("X-Requested-With"));
		this.requests.get(method).get(schemeIndex(request.getScheme())).inc();
		if (ajax) {
			this.ajaxRequests.inc();
		}
	}

	void complete(int method, HandlerRecord handler, HttpServletResponse response, int status,
			@Nullable String[] userValues, double seconds) {
		this.durations.observe(method, handler, orUnmatched(handler.route()), status, userValues, seconds);
		this.requestBody.observe((double) handler.requestBodySize());
		this.responseBody.observe((double) handler.responseBodySize());
		String contentType = handler.contentType(response);
		if (handler.isStreamed() || (contentType != null && contentType.startsWith(EVENT_STREAM))) {
			this.streamingResponses.inc();
		}
		if (contentType != null) {
			this.charsets.count(contentType);
		}
	}

	void viewRendered(String view) {
		this.renderedViews.labelValues(view).inc();
	}

	void exceptionLeftHandler(Throwable exception, @Nullable String route) {
		this.exceptions.labelValues(HandlerErrors.name(exception), orUnmatched(route)).inc();
	}

	void unknownDuration() {
		this.unknownDuration.inc();
	}

	private static String orUnmatched(@Nullable String route) {
		return (route != null) ? route : UNMATCHED;
	}

	private static int schemeIndex(@Nullable String scheme) {
		int index = SCHEMES.indexOf((scheme != null) ? scheme : "");
		return (index >= 0) ? index : SCHEMES.size() - 1;
	}

}
