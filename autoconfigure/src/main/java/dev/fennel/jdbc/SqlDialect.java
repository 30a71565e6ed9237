package dev.fennel.jdbc;

/**
 * In what the texts of databases differ, as far as it hides words.
 */
enum SqlDialect {

	/** Comments nest. There are dollar quotes, as in PostgreSQL and H2. */
	STANDARD,

	/** Comments do not nest. */
	FLAT,

	/**
	 * Comments do not nest, may be executed, and may begin with a hash; quotes may stand
	 * behind backslashes.
	 */
	MYSQL;

	static SqlDialect of(String vendor) {
		return switch (vendor) {
			case "mysql", "mariadb" -> MYSQL;
			case "oracle", "sqlite" -> FLAT;
			default -> STANDARD;
		};
	}

}
