package dev.fennel.autoconfigure.jdbc;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import dev.fennel.jdbc.DataSourceMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The data sources that are measured, or are not to be. They are compared by identity,
 * and held no longer than the application does.
 */
final class MeasuredDataSources {

	private final List<Entry> entries = new ArrayList<>();

	/** Adds one, with what records for it if anything does. */
	synchronized void add(DataSource dataSource, @Nullable DataSourceMetrics metrics) {
		this.entries.removeIf((entry) -> entry.dataSource().refersTo(null) || entry.dataSource().refersTo(dataSource));
		this.entries.add(new Entry(new WeakReference<>(dataSource), metrics));
	}

	synchronized boolean contains(DataSource dataSource) {
		return this.entries.stream().anyMatch((entry) -> entry.dataSource().refersTo(dataSource));
	}

	/** Takes the pool off the page that a data source was. */
	synchronized void remove(DataSource dataSource) {
		this.entries.removeIf((entry) -> {
			boolean found = entry.dataSource().refersTo(dataSource);
			if (found && entry.metrics() != null) {
				entry.metrics().poolClosed();
			}
			return found;
		});
	}

	private record Entry(WeakReference<DataSource> dataSource, @Nullable DataSourceMetrics metrics) {

	}

}
