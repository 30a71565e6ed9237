package dev.fennel;

import java.util.Map;
import java.util.function.Supplier;

import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A data point of an info whose keys and values are not set but read at each scrape.
 *
 * @since 0.1.0
 * @see MetricFactory#readInfo(String)
 */
public final class ReadInfoDataPoint {

	private final InfoDataPoint point;

	private volatile @Nullable Supplier<Map<String, String>> source;

	ReadInfoDataPoint(InfoDataPoint point) {
		this.point = point;
	}

	/**
	 * Sets where keys and values are read from, in the place of what was set before.
	 * @param source gives them; keys that {@link InfoDataPoint#set(Map)} refuses leave
	 * the data point out of the page
	 */
	public void readFrom(Supplier<Map<String, String>> source) {
		this.source = source;
	}

	synchronized InfoDataPointSnapshot snapshot() {
		Supplier<Map<String, String>> current = this.source;
		if (current != null) {
			this.point.set(current.get());
		}
		return this.point.snapshot();
	}

}
