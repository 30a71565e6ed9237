package dev.fennel.jdbc;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.fennel.ErrorNames;
import dev.fennel.Failures;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of one data source, resolved once its vendor is known, those of connections
 * and of statements where there are some.
 */
final class VendorMetrics {

	private static final int CLASS_LENGTH = 2;

	private final JdbcMetrics metrics;

	private final JdbcFamilies families;

	private final String dataSource;

	private final String vendor;

	private final SqlDialect dialect;

	private volatile @Nullable CounterDataPoint attempts;

	private volatile @Nullable Statements statements;

	private volatile @Nullable DistributionDataPoint acquire;

	private volatile @Nullable DistributionDataPoint usage;

	VendorMetrics(JdbcMetrics metrics, String dataSource, String vendor) {
		this.metrics = metrics;
		this.families = metrics.families();
		this.dataSource = dataSource;
		this.vendor = vendor;
		this.dialect = SqlDialect.of(vendor);
	}

	String vendor() {
		return this.vendor;
	}

	Failures failures() {
		return this.metrics.failures();
	}

	OperationMetrics operation(@Nullable String sql) {
		return operation(SqlOperation.of(sql, this.dialect));
	}

	OperationMetrics operation(SqlOperation operation) {
		return Objects.requireNonNull(statements().operations().get(operation));
	}

	/** Has all that is known to be 0 on the page. */
	void show(Level level) {
		if (level == Level.DRIVER) {
			attempts();
		}
		if (level != Level.ABOVE) {
			statements();
		}
	}

	void acquired(double seconds) {
		DistributionDataPoint point = this.acquire;
		if (point == null) {
			point = this.families.acquire().labelValues(this.dataSource, this.vendor);
			this.acquire = point;
		}
		point.observe(seconds);
	}

	void used(double seconds) {
		DistributionDataPoint point = this.usage;
		if (point == null) {
			point = this.families.usage().labelValues(this.dataSource, this.vendor);
			this.usage = point;
		}
		point.observe(seconds);
	}

	/** A connection went back to its pool. */
	void returned(long nanos) {
		try {
			used(nanos / OperationMetrics.NANOS_PER_SECOND);
		}
		catch (Throwable ex) {
			failures().record("record how long a connection was used", ex);
		}
	}

	void attempted() {
		attempts().inc();
	}

	void committed() {
		increment(statements().commits());
	}

	void rolledBack() {
		increment(statements().rollbacks());
	}

	void failed(SqlOperation operation, Throwable error) {
		try {
			this.families.errors()
				.labelValues(this.dataSource, this.vendor, operation.label(), ErrorNames.of(error), stateClass(error))
				.inc();
		}
		catch (Throwable ex) {
			failures().record("count an error of a database", ex);
		}
	}

	/**
	 * Takes what is known to be 0 off the page, since it has turned out to be counted
	 * under other labels.
	 */
	void retire() {
		Map<String, String> labels = Map.of("datasource", this.dataSource, "vendor", this.vendor);
		Stream
			.of(this.families.statements(), this.families.batched(), this.families.durations(),
					this.families.rowsRead(), this.families.rowsAffected(), this.families.transactions())
			.forEach((family) -> family.removeMatching(labels));
		CounterDataPoint counted = this.attempts;
		if (counted != null && counted.get() == 0) {
			this.families.attempts().removeMatching(labels);
		}
	}

	private CounterDataPoint attempts() {
		CounterDataPoint point = this.attempts;
		if (point == null) {
			point = this.families.attempts().labelValues(this.dataSource, this.vendor);
			this.attempts = point;
		}
		return point;
	}

	private Statements statements() {
		Statements known = this.statements;
		return (known != null) ? known : makeStatements();
	}

	private synchronized Statements makeStatements() {
		Statements known = this.statements;
		if (known == null) {
			CounterDataPoint batched = this.families.batched().labelValues(this.dataSource, this.vendor);
			Map<SqlOperation, OperationMetrics> operations = new EnumMap<>(SqlOperation.class);
			for (SqlOperation operation : SqlOperation.values()) {
				operations.put(operation, metricsOf(operation, batched));
			}
			known = new Statements(operations,
					this.families.transactions().labelValues(this.dataSource, this.vendor, "commit"),
					this.families.transactions().labelValues(this.dataSource, this.vendor, "rollback"));
			this.statements = known;
		}
		return known;
	}

	private OperationMetrics metricsOf(SqlOperation operation, CounterDataPoint batched) {
		String label = operation.label();
		return new OperationMetrics(this, operation,
				this.families.statements().labelValues(this.dataSource, this.vendor, label), batched,
				this.families.durations().labelValues(this.dataSource, this.vendor, label),
				this.families.rowsRead().labelValues(this.dataSource, this.vendor, label),
				this.families.rowsAffected().labelValues(this.dataSource, this.vendor, label));
	}

	private void increment(CounterDataPoint counter) {
		try {
			counter.inc();
		}
		catch (Throwable ex) {
			failures().record("count a transaction", ex);
		}
	}

	private static String stateClass(Throwable error) {
		String state = (error instanceof SQLException exception) ? exception.getSQLState() : null;
		if (state == null || state.length() < CLASS_LENGTH) {
			return "";
		}
		String stateClass = state.substring(0, CLASS_LENGTH);
		return stateClass.chars().allMatch((c) -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) ? stateClass : "";
	}

	private record Statements(Map<SqlOperation, OperationMetrics> operations, CounterDataPoint commits,
			CounterDataPoint rollbacks) {

	}

}
