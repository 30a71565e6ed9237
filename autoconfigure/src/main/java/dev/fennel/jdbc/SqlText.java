package dev.fennel.jdbc;

/**
 * Finds words in SQL text and passes over what are none, without making anything.
 */
final class SqlText {

	private static final int NON_BREAKING_SPACE = 0xA0;

	private static final int BYTE_ORDER_MARK = 0xFEFF;

	private SqlText() {
	}

	/**
	 * Returns where the first word begins, the text's length where something else comes
	 * first. Comments, parentheses, semicolons and the marks of a JDBC escape are passed
	 * over.
	 */
	static int firstWord(String sql, SqlDialect dialect) {
		int i = 0;
		while (i < sql.length()) {
			char c = sql.charAt(i);
			if (isLetter(c)) {
				return i;
			}
			int next = skip(sql, i, dialect);
			if (!isPassedOver(sql, i, next) && "(;{?=#-/".indexOf(c) < 0) {
				return sql.length();
			}
			// In MySQL alone, and elsewhere no statement begins with it.
			i = (c == '#') ? after(sql, "\n", i) : next;
		}
		return i;
	}

	/**
	 * Returns what follows on the comment or the quoted text that begins at a position,
	 * or on its one character. Of a comment that is executed, and that begins or ends
	 * there, only its mark is passed over.
	 */
	static int skip(String sql, int start, SqlDialect dialect) {
		char c = sql.charAt(start);
		return switch (c) {
			case '-' -> sql.startsWith("--", start) ? after(sql, "\n", start) : start + 1;
			case '#' -> (dialect == SqlDialect.MYSQL) ? after(sql, "\n", start) : start + 1;
			case '/' -> sql.startsWith("/*", start) ? afterComment(sql, start, dialect) : start + 1;
			case '*' -> (dialect == SqlDialect.MYSQL && sql.startsWith("*/", start)) ? start + 2 : start + 1;
			case '$' -> (dialect == SqlDialect.STANDARD) ? afterDollars(sql, start) : start + 1;
			case '\'', '"', '`' -> afterQuotes(sql, c, start + 1, dialect);
			default -> start + 1;
		};
	}

	/**
	 * Whether what {@link #skip} has found is blank or a comment.
	 */
	static boolean isPassedOver(String sql, int start, int end) {
		char c = sql.charAt(start);
		return isBlank(c) || (end > start + 1 && (c == '-' || c == '/' || c == '#' || c == '*'));
	}

	static int endOfWord(String sql, int start) {
		int i = start;
		while (i < sql.length() && isPartOfWord(sql.charAt(i))) {
			i++;
		}
		return i;
	}

	static boolean isWord(String sql, int start, int end, String lowerCaseWord) {
		return end - start == lowerCaseWord.length()
				&& sql.regionMatches(true, start, lowerCaseWord, 0, lowerCaseWord.length());
	}

	static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	static boolean isQuote(char c) {
		return c == '\'' || c == '"' || c == '`';
	}

	static boolean isBlank(char c) {
		return c <= ' ' || c == NON_BREAKING_SPACE || c == BYTE_ORDER_MARK || Character.isWhitespace(c);
	}

	private static boolean isPartOfWord(char c) {
		return c == '_' || c == '$' || Character.isLetterOrDigit(c);
	}

	private static int afterComment(String sql, int start, SqlDialect dialect) {
		return switch (dialect) {
			case STANDARD -> afterNested(sql, start);
			case FLAT -> after(sql, "*/", start + 2);
			case MYSQL -> {
				int mark = sql.startsWith("/*M", start) ? start + 3 : start + 2;
				yield sql.startsWith("!", mark) ? afterDigits(sql, mark + 1) : after(sql, "*/", start + 2);
			}
		};
	}

	private static int afterDigits(String sql, int start) {
		int i = start;
		while (i < sql.length() && Character.isDigit(sql.charAt(i))) {
			i++;
		}
		return i;
	}

	private static int afterNested(String sql, int start) {
		int depth = 0;
		int i = start;
		do {
			if (sql.startsWith("/*", i)) {
				depth++;
				i += 2;
			}
			else if (sql.startsWith("*/", i)) {
				depth--;
				i += 2;
			}
			else {
				i++;
			}
		}
		while (depth > 0 && i < sql.length());
		return Math.min(i, sql.length());
	}

	private static int afterQuotes(String sql, char quote, int start, SqlDialect dialect) {
		if (dialect != SqlDialect.MYSQL || quote == '`') {
			return after(sql, quote, start);
		}
		int i = start;
		while (i < sql.length() && sql.charAt(i) != quote) {
			i += (sql.charAt(i) == '\\') ? 2 : 1;
		}
		return Math.min(i + 1, sql.length());
	}

	/** Text between two equal marks, such as {@code $$} or {@code $body$}. */
	private static int afterDollars(String sql, int start) {
		int end = start + 1;
		while (end < sql.length() && sql.charAt(end) != '$' && isPartOfWord(sql.charAt(end))) {
			end++;
		}
		boolean mark = end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(sql.charAt(start + 1))
				&& (start == 0 || !isPartOfWord(sql.charAt(start - 1)));
		int length = end + 1 - start;
		int i = end + 1;
		while (mark && i < sql.length() && !sql.regionMatches(i, sql, start, length)) {
			i++;
		}
		return mark ? Math.min(i + length, sql.length()) : start + 1;
	}

	private static int after(String sql, String text, int start) {
		int end = sql.indexOf(text, start);
		return (end < 0) ? sql.length() : end + text.length();
	}

	private static int after(String sql, char c, int start) {
		int end = sql.indexOf(c, start);
		return (end < 0) ? sql.length() : end + 1;
	}

}
