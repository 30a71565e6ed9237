/**
 * Migrations of databases: how many are applied, pending and failed.
 */
@NullMarked
package dev.fennel.migration;

import org.jspecify.annotations.NullMarked;
