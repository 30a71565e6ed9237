package dev.fennel.exposition;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * What a page is made of, where that is not just what this process has.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SnapshotSource {

	/**
	 * Reads what is shown.
	 * @param registry the name of one registry, null or {@code all} for all of them
	 * merged
	 * @param filter the families that are asked for
	 * @return the families, null if there is no such registry
	 */
	@Nullable MetricSnapshots read(@Nullable String registry, FamilyFilter filter);

}
