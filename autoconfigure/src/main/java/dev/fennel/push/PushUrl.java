package dev.fennel.push;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.fennel.MetricDefinitionException;

/**
 * Where metrics are sent to: a group of a Pushgateway, or a path of something else.
 *
 * @param uri the whole URL
 * @param isGroup whether it is a group of a Pushgateway, which can be replaced and
 * deleted
 * @since 0.1.0
 * @see <a href="https://github.com/prometheus/pushgateway#url">Pushgateway, URL</a>
 */
public record PushUrl(URI uri, boolean isGroup) {

	private static final Pattern SCHEME = Pattern.compile("(?i)^https?://.*");

	private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

	/** What is taken for something else where it is a part of a path. */
	private static final Set<String> DOTS = Set.of(".", "..");

	/**
	 * Returns the URL of a group.
	 * @param address the URL of the Pushgateway, {@code http} without a scheme
	 * @param job the value of the label {@code job}
	 * @param groupingKey the other labels of the group
	 * @return its URL
	 * @throws MetricDefinitionException if the address is none, there is no job, or the
	 * name of a label is none
	 */
	public static PushUrl group(String address, String job, Map<String, String> groupingKey) {
		if (job.isBlank()) {
			throw new MetricDefinitionException("fennel.push.job is blank",
					"Set the name of the job, or take it out for that of the application");
		}
		StringBuilder path = new StringBuilder("/metrics").append(part("job", job));
		new TreeMap<>(groupingKey).forEach((name, value) -> {
			if (!LABEL.matcher(name).matches() || name.equals("job")) {
				throw new MetricDefinitionException(
						"fennel.push.grouping-key has '%s', which is no name of a label".formatted(name),
						name.equals("job") ? "Set fennel.push.job" : "Use letters, digits and underscores");
			}
			path.append(part(name, value));
		});
		return new PushUrl(uri(address, path.toString()), true);
	}

	/**
	 * Returns the URL of what takes the text format at a path of its own.
	 * @param address the URL of the server, {@code http} without a scheme
	 * @param path the path, with a query where it has one
	 * @return its URL
	 * @throws MetricDefinitionException if address or path are none
	 */
	public static PushUrl custom(String address, String path) {
		if (!path.startsWith("/")) {
			throw new MetricDefinitionException("fennel.push.path is '%s'".formatted(path), "Start it with '/'");
		}
		return new PushUrl(uri(address, path), false);
	}

	/**
	 * Without what may be a secret.
	 */
	@Override
	public String toString() {
		return this.uri.getScheme() + "://" + this.uri.getRawAuthority() + this.uri.getRawPath();
	}

	private static URI uri(String address, String path) {
		String url = address.contains("://") ? address : "http://" + address;
		URI base = parse(url, "address");
		if (!SCHEME.matcher(url).matches() || base.getHost() == null || base.getRawQuery() != null
				|| base.getRawFragment() != null) {
			throw noUrl("address");
		}
		if (base.getRawUserInfo() != null) {
			throw new MetricDefinitionException("fennel.push.address has a name or a password in it",
					"Take them out, and set fennel.push.auth.username and fennel.push.auth.password");
		}
		return parse(url.replaceFirst("/+$", "") + path, "path");
	}

	private static URI parse(String url, String property) {
		try {
			return URI.create(url);
		}
		catch (IllegalArgumentException ex) {
			throw noUrl(property);
		}
	}

	private static MetricDefinitionException noUrl(String property) {
		return new MetricDefinitionException(
				"fennel.push.%s is not %s".formatted(property,
						property.equals("path") ? "one of a URL" : "a URL of HTTP"),
				"Set %s such as %s".formatted(property.equals("path") ? "a path" : "the URL of the Pushgateway",
						property.equals("path") ? "/api/v1/import/prometheus" : "http://127.0.0.1:9091"));
	}

	private static String part(String name, String value) {
		if (value.isEmpty()) {
			return "/" + name + "@base64/=";
		}
		if (value.indexOf('/') >= 0 || value.indexOf(' ') >= 0 || DOTS.contains(value)) {
			return "/" + name + "@base64/"
					+ Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
		}
		return "/" + name + "/" + URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
