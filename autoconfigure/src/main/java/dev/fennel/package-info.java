/**
 * The core: the registry that always answers, the factory of metric families, what
 * measures in code and what becomes of failures inside Fennel.
 */
@NullMarked
package dev.fennel;

import org.jspecify.annotations.NullMarked;
