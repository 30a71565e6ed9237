package dev.fennel.jdbc;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * The series of one operation of one data source. What fails when they are recorded on
 * does not leave here.
 */
final class OperationMetrics {

	static final double NANOS_PER_SECOND = 1e9;

	private final VendorMetrics metrics;

	private final SqlOperation operation;

	private final CounterDataPoint statements;

	private final CounterDataPoint batched;

	private final DistributionDataPoint durations;

	private final CounterDataPoint rowsRead;

	private final CounterDataPoint rowsAffected;

	OperationMetrics(VendorMetrics metrics, SqlOperation operation, CounterDataPoint statements,
			CounterDataPoint batched, DistributionDataPoint durations, CounterDataPoint rowsRead,
			CounterDataPoint rowsAffected) {
		this.metrics = metrics;
		this.operation = operation;
		this.statements = statements;
		this.batched = batched;
		this.durations = durations;
		this.rowsRead = rowsRead;
		this.rowsAffected = rowsAffected;
	}

	void executed(long nanos) {
		try {
			this.statements.inc();
			this.durations.observe(nanos / NANOS_PER_SECOND);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void executedBatch(long nanos, int members) {
		try {
			this.statements.inc(members);
			this.batched.inc(members);
			this.durations.observe(nanos / NANOS_PER_SECOND);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	/**
	 * Counts the rows that a statement or a member of a batch said it changed. Drivers
	 * have negative numbers for what they do not know.
	 */
	void affected(long rows) {
		if (rows > 0) {
			try {
				this.rowsAffected.inc(rows);
			}
			catch (Throwable ex) {
				notRecorded(ex);
			}
		}
	}

	void read(long rows) {
		try {
			this.rowsRead.inc(rows);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void failed(Throwable error) {
		this.metrics.failed(this.operation, error);
	}

	private void notRecorded(Throwable failure) {
		this.metrics.failures().record("record a statement", failure);
	}

}
