package dev.fennel;

import java.util.Locale;

/**
 * What data sources are called in labels.
 *
 * @since 0.1.0
 */
public final class DataSourceNames {

	private static final String SUFFIX = "DataSource";

	private static final String MAIN = "main";

	private DataSourceNames() {
	}

	/**
	 * Returns the name for a bean: without a trailing {@code DataSource}, whatever its
	 * case, and {@code main} if that leaves nothing.
	 * @param beanName the name of the bean
	 * @return the value of the label
	 */
	public static String of(String beanName) {
		return of(beanName, SUFFIX);
	}

	/**
	 * Returns the name for a bean that stands for a data source which is none, or that is
	 * of another kind, such as a cache manager.
	 * @param beanName the name of the bean
	 * @param suffix what is left out at the end of the name, whatever its case
	 * @return the value of the label, {@code main} if nothing is left of the name
	 */
	public static String of(String beanName, String suffix) {
		if (!beanName.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT))) {
			return beanName;
		}
		return (beanName.length() > suffix.length()) ? beanName.substring(0, beanName.length() - suffix.length())
				: MAIN;
	}

}
