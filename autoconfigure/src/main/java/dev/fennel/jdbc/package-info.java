/**
 * What an application asks of its databases, seen where the driver sees it.
 */
@NullMarked
package dev.fennel.jdbc;

import org.jspecify.annotations.NullMarked;
