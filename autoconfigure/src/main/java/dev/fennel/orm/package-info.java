/**
 * Entities: inserts, updates and deletes of their rows.
 */
@NullMarked
package dev.fennel.orm;

import org.jspecify.annotations.NullMarked;
