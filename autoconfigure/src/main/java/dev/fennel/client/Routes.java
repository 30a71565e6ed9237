package dev.fennel.client;

/**
 * The values of the label {@code route}: the path of a template, which starts with a
 * slash, without host, query and fragment.
 */
final class Routes {

	private static final String SCHEME_END = "://";

	private Routes() {
	}

	static String of(String template) {
		int start = startOfPath(template);
		String path = template.substring(start, indexOfAny(template, start, "?#"));
		return path.startsWith("/") ? path : "/" + path;
	}

	private static int startOfPath(String template) {
		int scheme = template.indexOf(SCHEME_END);
		if (scheme > 0 && indexOfAny(template, 0, "/?#") == scheme + 1) {
			return indexOfAny(template, scheme + SCHEME_END.length(), "/?#");
		}
		return template.startsWith("//") ? indexOfAny(template, 2, "/?#") : 0;
	}

	/** What stands in braces is a variable's, a pattern perhaps. */
	private static int indexOfAny(String template, int from, String ends) {
		int depth = 0;
		for (int i = from; i < template.length(); i++) {
			char next = template.charAt(i);
			if (next == '{') {
				depth++;
			}
			else if (next == '}') {
				depth--;
			}
			else if (depth <= 0 && ends.indexOf(next) >= 0) {
				return i;
			}
		}
		return template.length();
	}

}
