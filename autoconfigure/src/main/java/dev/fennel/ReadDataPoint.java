package dev.fennel;

import java.util.function.Supplier;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A data point of a gauge whose value is not set but read at each scrape.
 *
 * @since 0.1.0
 * @see MetricFactory#readGauge(String)
 */
public final class ReadDataPoint {

	private final Labels labels;

	private final Runnable recorded;

	private volatile @Nullable Supplier<? extends @Nullable Number> source;

	ReadDataPoint(Labels labels, Runnable recorded) {
		this.labels = labels;
		this.recorded = recorded;
	}

	/**
	 * Sets where the value is read from, in the place of what was set before.
	 * @param source gives the value, or null where there is none, and the page has none
	 * then
	 */
	public void readFrom(Supplier<? extends @Nullable Number> source) {
		this.source = source;
		this.recorded.run();
	}

	@Nullable GaugeDataPointSnapshot snapshot() {
		Supplier<? extends @Nullable Number> current = this.source;
		Number value = (current != null) ? current.get() : null;
		return (value != null) ? new GaugeDataPointSnapshot(value.doubleValue(), this.labels, null) : null;
	}

}
