package dev.fennel.autoconfigure.jdbc;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import dev.fennel.DataSourceNames;
import dev.fennel.autoconfigure.DeclaredTypes;
import dev.fennel.jdbc.DataSourceMetrics;
import dev.fennel.jdbc.JdbcMetrics;
import dev.fennel.jdbc.MeteredDataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * Measures data sources, each once: a pool where it makes its connections, any other by
 * what stands for it. What only leads to others is left as it is, and what it leads to is
 * measured.
 */
final class DataSourceMetering implements AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(DataSourceMetering.class);

	private static final boolean SPRING_JDBC = ClassUtils.isPresent(
			"org.springframework.jdbc.datasource.DelegatingDataSource", DataSourceMetering.class.getClassLoader());

	private final JdbcMetrics metrics;

	private final Set<String> excludedNames;

	private final List<PoolMetering> pools;

	private final DeclaredTypes declaredTypes;

	private final MeasuredDataSources measured = new MeasuredDataSources();

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	DataSourceMetering(JdbcMetrics metrics, Set<String> excludedNames, List<PoolMetering> pools,
			DeclaredTypes declaredTypes) {
		this.metrics = metrics;
		this.excludedNames = excludedNames;
		this.pools = pools;
		this.declaredTypes = declaredTypes;
	}

	/**
	 * Measures the data source that a bean is.
	 * @return what takes the place of the bean
	 */
	DataSource measure(DataSource dataSource, String beanName) {
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		try {
			DataSource target = WrappedDataSources.target(dataSource);
			if (target == null) {
				return dataSource;
			}
			if (this.excludedNames.contains(name)) {
				this.measured.add(target, null);
				return dataSource;
			}
			return measure(dataSource, target, DataSourceNames.of(name), this.declaredTypes.of(beanName));
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a data source", ex);
			return dataSource;
		}
	}

	/**
	 * Measures a data source to which another one leads.
	 * @return what takes its place
	 */
	DataSource measureTarget(DataSource dataSource, String name) {
		try {
			DataSource target = WrappedDataSources.target(dataSource);
			return (target != null) ? measure(dataSource, target, name, null) : dataSource;
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a data source", ex);
			return dataSource;
		}
	}

	/** Takes off the page what a data source told of itself that is not used any more. */
	void destroyed(DataSource dataSource) {
		this.metrics.failures().guard("take a pool off the page", () -> this.measured.remove(dataSource));
	}

	private DataSource measure(DataSource dataSource, DataSource target, String name, @Nullable Class<?> declared) {
		if (SPRING_JDBC && SpringDataSources.lead(target)) {
			SpringDataSources.measureTargets(target, name, this);
			return dataSource;
		}
		if (isMeasured(dataSource, target)) {
			return dataSource;
		}
		DataSourceMetrics recorder = this.metrics.dataSource(name, JdbcUrls.of(target));
		boolean within = this.pools.stream().anyMatch((pool) -> pool.measureWithin(target, recorder));
		DataSource result = within ? dataSource : replace(dataSource, target, recorder, declared);
		if (result != null) {
			this.measured.add(target, recorder);
			return result;
		}
		if (this.reported.add(name)) {
			logger.warn(("The data source '%s' is not measured, since nothing can stand for %s. To have it measured,"
					+ " declare the bean as a javax.sql.DataSource.")
				.formatted(name, target.getClass().getName()));
		}
		return dataSource;
	}

	private @Nullable DataSource replace(DataSource dataSource, DataSource target, DataSourceMetrics recorder,
			@Nullable Class<?> declared) {
		boolean pool = PoolTypes.contain(target.getClass())
				|| PoolTypes.contain(WrappedDataSources.innermost(target).getClass());
		DataSource below = StandIns.takesAdvice(dataSource) ? target : dataSource;
		MeteredDataSource metered = pool ? MeteredDataSource.ofPool(below, recorder)
				: new MeteredDataSource(below, recorder);
		DataSourceCalls calls = new DataSourceCalls(metered);
		DataSource standIn = StandIns.of(dataSource, declared, calls);
		if (standIn != null) {
			this.pools.stream()
				.map((kind) -> kind.status(target))
				.filter(Objects::nonNull)
				.findFirst()
				.ifPresent(recorder::pool);
			if (standIn != dataSource) {
				used(target, standIn);
				calls.afterFirst(() -> used(target, standIn));
			}
		}
		return standIn;
	}

	private void used(DataSource target, DataSource standIn) {
		this.metrics.failures().guard("tell of a pool", () -> this.pools.forEach((pool) -> pool.used(target, standIn)));
	}

	private boolean isMeasured(DataSource dataSource, DataSource target) {
		return this.measured.contains(target) || MeteredDataSource.isMetered(dataSource)
				|| this.measured.contains(WrappedDataSources.innermost(target));
	}

}
