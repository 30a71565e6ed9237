package dev.fennel;

import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Gives what an exemplar says of what this thread does.
 *
 * @since 0.1.0
 */
public interface ExemplarSource {

	/**
	 * Returns the labels of an exemplar.
	 * @return the labels, null where there is nothing to refer to
	 */
	@Nullable Labels current();

}
