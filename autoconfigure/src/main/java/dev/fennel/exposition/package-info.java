/**
 * From registries to bytes: which families, in which format, for whom.
 */
@NullMarked
package dev.fennel.exposition;

import org.jspecify.annotations.NullMarked;
