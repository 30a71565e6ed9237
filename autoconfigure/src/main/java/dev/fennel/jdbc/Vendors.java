package dev.fennel.jdbc;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The values of the label {@code vendor}.
 */
final class Vendors {

	private static final String PREFIX = "jdbc:";

	private static final String[] KNOWN = { "postgresql", "h2", "mariadb", "mysql", "sqlite", "oracle", "sqlserver" };

	private Vendors() {
	}

	/**
	 * The vendor that a JDBC URL names, null where that is none of the known ones.
	 */
	static @Nullable String ofUrl(@Nullable String url) {
		if (url == null || !url.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
			return null;
		}
		int end = url.indexOf(':', PREFIX.length());
		for (String vendor : KNOWN) {
			if (end - PREFIX.length() == vendor.length()
					&& url.regionMatches(true, PREFIX.length(), vendor, 0, vendor.length())) {
				return vendor;
			}
		}
		return null;
	}

	/**
	 * The vendor of a database that says its name.
	 */
	static String ofProduct(@Nullable String product) {
		String name = (product != null) ? product.strip().toLowerCase(Locale.ROOT) : "";
		return name.equals("microsoft sql server") ? "sqlserver" : name;
	}

}
