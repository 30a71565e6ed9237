package dev.fennel.jdbc;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a statement does, told by its first word. No text is refused, none costs more than
 * one pass or makes an object.
 */
enum SqlOperation {

	SELECT, INSERT, UPDATE, DELETE, MERGE, CALL, DDL, OTHER;

	private final String label = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of the label {@code operation}.
	 */
	String label() {
		return this.label;
	}

	static SqlOperation of(@Nullable String sql, SqlDialect dialect) {
		if (sql == null) {
			return OTHER;
		}
		int start = SqlText.firstWord(sql, dialect);
		int end = SqlText.endOfWord(sql, start);
		return SqlText.isWord(sql, start, end, "with") ? afterWith(sql, end, dialect) : ofWord(sql, start, end);
	}

	/**
	 * Finds the verb behind common table expressions: the first word outside of
	 * parentheses that is one and is not the name of an expression, or a parenthesis that
	 * follows one.
	 */
	private static SqlOperation afterWith(String sql, int from, SqlDialect dialect) {
		boolean name = true;
		boolean closed = false;
		int depth = 0;
		int i = from;
		while (i < sql.length()) {
			char c = sql.charAt(i);
			int next = SqlText.skip(sql, i, dialect);
			if (c == '(') {
				if (depth == 0 && closed) {
					return SELECT;
				}
				depth++;
			}
			else if (c == ')') {
				depth--;
			}
			else if (depth <= 0 && SqlText.isLetter(c)) {
				next = SqlText.endOfWord(sql, i);
				SqlOperation operation = name ? OTHER : mainVerb(sql, i, next);
				if (operation != OTHER) {
					return operation;
				}
				name = name && SqlText.isWord(sql, i, next, "recursive");
			}
			else if (depth <= 0 && SqlText.isQuote(c)) {
				name = false;
			}
			closed = (c == ')') || (closed && SqlText.isPassedOver(sql, i, next));
			name = name || (depth <= 0 && c == ',');
			i = next;
		}
		return OTHER;
	}

	private static SqlOperation mainVerb(String sql, int start, int end) {
		SqlOperation operation = ofWord(sql, start, end);
		return (operation != CALL && operation != DDL) ? operation : OTHER;
	}

	private static SqlOperation ofWord(String sql, int start, int end) {
		for (Word word : Word.VALUES) {
			if (SqlText.isWord(sql, start, end, word.text)) {
				return word.operation;
			}
		}
		return OTHER;
	}

	/**
	 * The words that are not {@code other}, the most frequent ones first.
	 */
	private enum Word {

		SELECT(SqlOperation.SELECT), INSERT(SqlOperation.INSERT), UPDATE(SqlOperation.UPDATE),
		DELETE(SqlOperation.DELETE), MERGE(SqlOperation.MERGE), CALL(SqlOperation.CALL), EXEC(SqlOperation.CALL),
		EXECUTE(SqlOperation.CALL), REPLACE(SqlOperation.MERGE), UPSERT(SqlOperation.MERGE), CREATE(SqlOperation.DDL),
		ALTER(SqlOperation.DDL), DROP(SqlOperation.DDL), TRUNCATE(SqlOperation.DDL), RENAME(SqlOperation.DDL),
		COMMENT(SqlOperation.DDL), GRANT(SqlOperation.DDL), REVOKE(SqlOperation.DDL);

		private static final Word[] VALUES = values();

		private final String text = name().toLowerCase(Locale.ROOT);

		private final SqlOperation operation;

		Word(SqlOperation operation) {
			this.operation = operation;
		}

	}

}
