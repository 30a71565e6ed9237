package dev.fennel.autoconfigure.jdbc;

import java.util.Arrays;

import javax.sql.DataSource;

import dev.fennel.autoconfigure.ClassProxies;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ClassUtils;

/**
 * Makes what stands for a data source, so that what asks for its class still finds it:
 * its own proxy if it has one, else one of its class, else one of its interfaces.
 */
final class StandIns {

	private static final Log logger = LogFactory.getLog(StandIns.class);

	private StandIns() {
	}

	/**
	 * Makes one.
	 * @param dataSource the data source
	 * @param declared the type by which the application may ask for it, null for any
	 * @param calls what is answered in its place
	 * @return null if nothing can stand for a data source of the declared type
	 */
	static @Nullable DataSource of(DataSource dataSource, @Nullable Class<?> declared, DataSourceCalls calls) {
		if (takesAdvice(dataSource)) {
			((Advised) dataSource).addAdvice(new DataSourceInterceptor(calls));
			return dataSource;
		}
		DataSource proxy = ofClass(dataSource, calls);
		if (proxy != null) {
			return proxy;
		}
		boolean replaceable = declared == null || declared.isInterface() || declared == Object.class;
		return replaceable ? ofInterfaces(dataSource, calls) : null;
	}

	/** Whether it is a proxy to which its interceptor is added, as the last one. */
	static boolean takesAdvice(DataSource dataSource) {
		return dataSource instanceof Advised advised && !advised.isFrozen();
	}

	private static @Nullable DataSource ofClass(DataSource dataSource, DataSourceCalls calls) {
		Class<?> type = ClassUtils.getUserClass(dataSource);
		try {
			return ClassProxies.canExtend(type) ? ExtendedDataSource.of(dataSource, type, calls) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The class '%s' cannot be extended".formatted(type.getName()), ex);
			return null;
		}
	}

	/** It is frozen, so that whoever wants to advise it too does so from outside. */
	private static DataSource ofInterfaces(DataSource dataSource, DataSourceCalls calls) {
		ProxyFactory factory = new ProxyFactory(dataSource);
		factory.addAdvice(new DataSourceInterceptor(calls));
		factory.setFrozen(true);
		ClassLoader own = StandIns.class.getClassLoader();
		boolean visible = Arrays.stream(factory.getProxiedInterfaces())
			.allMatch((type) -> ClassUtils.isVisible(type, own));
		return (DataSource) factory.getProxy(visible ? own : dataSource.getClass().getClassLoader());
	}

}
