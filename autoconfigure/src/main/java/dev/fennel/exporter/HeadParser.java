package dev.fennel.exporter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands request line and headers, and refuses what two readers could understand in
 * two ways.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, message
 * body length</a>
 */
final class HeadParser {

	private static final int MAX_HEADERS = 100;

	private static final int BAD_REQUEST = 400;

	private static final int EXPECTATION_FAILED = 417;

	private static final int HEADERS_TOO_LARGE = 431;

	private static final int VERSION_NOT_SUPPORTED = 505;

	private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

	private static final Pattern REQUEST_LINE = Pattern.compile("(" + TOKEN + ") ([!-~]+) HTTP/(\\d)\\.(\\d)");

	private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):[ \t]*(.*?)[ \t]*");

	private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

	private final String method;

	private final String target;

	private final boolean oneDotZero;

	private final Map<String, List<String>> headers = new HashMap<>();

	private int count;

	HeadParser(String requestLine) throws RefusedRequestException {
		Matcher matcher = REQUEST_LINE.matcher(requestLine);
		if (!matcher.matches()) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		if (!matcher.group(3).equals("1")) {
			throw new RefusedRequestException(VERSION_NOT_SUPPORTED);
		}
		this.method = matcher.group(1);
		this.target = matcher.group(2);
		this.oneDotZero = matcher.group(4).equals("0");
	}

	void header(String line) throws RefusedRequestException {
		if (++this.count > MAX_HEADERS) {
			throw new RefusedRequestException(HEADERS_TOO_LARGE);
		}
		Matcher matcher = HEADER.matcher(line);
		if (!matcher.matches()) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		this.headers.computeIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
			.add(matcher.group(2));
	}

	RequestHead build() throws RefusedRequestException {
		int hosts = values("host").size();
		if (hosts > 1 || (hosts == 0 && !this.oneDotZero) || this.headers.containsKey("transfer-encoding")) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		return new RequestHead(this.method, this.target, joined(), keepsAlive(), length(), expectsContinue(),
				!this.oneDotZero);
	}

	private long length() throws RefusedRequestException {
		Set<String> lengths = new HashSet<>(elements("content-length"));
		if (lengths.isEmpty()) {
			return 0;
		}
		String only = lengths.iterator().next();
		if (lengths.size() > 1 || !LENGTH.matcher(only).matches()) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		return Long.parseLong(only);
	}

	private boolean expectsContinue() throws RefusedRequestException {
		List<String> expectations = this.oneDotZero ? List.of() : elements("expect");
		if (expectations.stream().anyMatch((value) -> !value.equalsIgnoreCase("100-continue"))) {
			throw new RefusedRequestException(EXPECTATION_FAILED);
		}
		return !expectations.isEmpty();
	}

	private boolean keepsAlive() {
		List<String> options = elements("connection");
		boolean closes = options.stream().anyMatch("close"::equalsIgnoreCase);
		return !closes && (!this.oneDotZero || options.stream().anyMatch("keep-alive"::equalsIgnoreCase));
	}

	private List<String> values(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	private List<String> elements(String name) {
		return values(name).stream()
			.flatMap((value) -> List.of(value.split(",", -1)).stream())
			.map(String::strip)
			.toList();
	}

	private Map<String, String> joined() {
		Map<String, String> joined = new HashMap<>();
		this.headers.forEach((name, values) -> joined.put(name, String.join(",", values)));
		return joined;
	}

}
