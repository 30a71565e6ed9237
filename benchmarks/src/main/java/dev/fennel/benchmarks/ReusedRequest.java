package dev.fennel.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletRequest;

/**
 * A mock whose attributes and headers cost what they cost in Tomcat: a concurrent map,
 * and a look through the headers that makes no lower case copy of the name.
 */
final class ReusedRequest extends MockHttpServletRequest {

	private static final String[] HEADERS = { "Host", "localhost:8080", "User-Agent", "Mozilla/5.0", "Accept",
			"application/json", "Accept-Encoding", "gzip, deflate", "Accept-Language", "en", "Connection",
			"keep-alive" };

	private final ConcurrentMap<String, Object> attributes = new ConcurrentHashMap<>();

	ReusedRequest(String method, String path) {
		super(method, path);
		setServletPath(path);
	}

	@Override
	public @Nullable String getHeader(String name) {
		for (int i = 0; i < HEADERS.length; i += 2) {
			if (HEADERS[i].equalsIgnoreCase(name)) {
				return HEADERS[i + 1];
			}
		}
		return null;
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		if (value != null) {
			this.attributes.put(name, value);
		}
		else {
			removeAttribute(name);
		}
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	@Override
	public void clearAttributes() {
		this.attributes.clear();
	}

}
