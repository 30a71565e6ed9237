package dev.fennel.jdbc;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of databases.
 *
 * @since 0.1.0
 */
public final class JdbcMetrics implements AopInfrastructureBean {

	private final Failures failures;

	private final JdbcFamilies families;

	private final MetricFactory factory;

	private @Nullable PoolGauges pools;

	/**
	 * Creates the families.
	 * @param factory makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public JdbcMetrics(MetricFactory factory, double... buckets) {
		this.families = JdbcFamilies.of(factory, Buckets.requireRising("fennel.jdbc.buckets", buckets));
		this.failures = new Failures(factory, "jdbc");
		this.factory = factory;
	}

	/**
	 * Creates what records for one data source, whose vendor its first connection tells.
	 * @param name the value of the label {@code datasource}
	 * @return a new object, to be kept
	 */
	public DataSourceMetrics dataSource(String name) {
		return dataSource(name, null);
	}

	/**
	 * Creates what records for one data source, whose vendor its URL tells until the
	 * first connection does.
	 * @param name the value of the label {@code datasource}
	 * @param url the JDBC URL, of which nothing but the vendor is kept; null if not known
	 * @return a new object, to be kept
	 */
	public DataSourceMetrics dataSource(String name, @Nullable String url) {
		return new DataSourceMetrics(this, name, Vendors.ofUrl(url));
	}

	JdbcFamilies families() {
		return this.families;
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	/**
	 * The families of pools, which are there only where there is a pool, since reading
	 * them runs code of others.
	 */
	synchronized PoolGauges pools() {
		PoolGauges result = this.pools;
		if (result == null) {
			result = new PoolGauges(this.factory, this.failures);
			this.pools = result;
		}
		return result;
	}

}
