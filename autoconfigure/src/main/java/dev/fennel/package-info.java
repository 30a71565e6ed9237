/**
 * The core: the registry that always answers, the factory of metric families and what
 * becomes of failures inside Fennel.
 */
@NullMarked
package dev.fennel;

import org.jspecify.annotations.NullMarked;
