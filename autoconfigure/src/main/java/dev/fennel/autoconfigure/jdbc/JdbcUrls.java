package dev.fennel.autoconfigure.jdbc;

import java.lang.reflect.Method;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads the URLs that data sources know, without a connection. They may hold passwords.
 */
final class JdbcUrls {

	private static final String[] GETTERS = { "getUrl", "getURL", "getJdbcUrl" };

	private JdbcUrls() {
	}

	static @Nullable String of(DataSource dataSource) {
		String url = read(dataSource);
		DataSource inner = (url != null) ? dataSource : WrappedDataSources.innermost(dataSource);
		return (inner != dataSource) ? read(inner) : url;
	}

	private static @Nullable String read(DataSource dataSource) {
		for (String getter : GETTERS) {
			try {
				Method method = dataSource.getClass().getMethod(getter);
				if (method.getReturnType() == String.class) {
					ReflectionUtils.makeAccessible(method);
					return (String) method.invoke(dataSource);
				}
			}
			catch (Throwable ex) {
				// it has no such method, or none that answers now
			}
		}
		return null;
	}

}
