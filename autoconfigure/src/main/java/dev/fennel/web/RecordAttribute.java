package dev.fennel.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where the record of a request is.
 */
final class RecordAttribute {

	private static final String NAME = RequestRecord.class.getName();

	private static final Object EXCLUDED = "excluded";

	private RecordAttribute() {
	}

	static void set(ServletRequest request, RequestRecord record) {
		request.setAttribute(NAME, record);
	}

	/**
	 * Marks a request as one that is not measured.
	 */
	static void exclude(ServletRequest request) {
		request.setAttribute(NAME, EXCLUDED);
	}

	/**
	 * Whether the start of a request was seen, measured or not.
	 */
	static boolean isSet(ServletRequest request) {
		return request.getAttribute(NAME) != null;
	}

	static @Nullable RequestRecord get(ServletRequest request) {
		return (request.getAttribute(NAME) instanceof RequestRecord record) ? record : null;
	}

	/**
	 * The record of the request that a handler works on; null where it works on an error
	 * page, which Tomcat includes when the response was sent already.
	 */
	static @Nullable RequestRecord ofHandler(ServletRequest request) {
		RequestRecord record = (request.getDispatcherType() != DispatcherType.ERROR) ? get(request) : null;
		return (record != null && !record.hasLeft()) ? record : null;
	}

}
