/**
 * What an application asks of its caches, whoever provides them.
 */
@NullMarked
package dev.fennel.cache;

import org.jspecify.annotations.NullMarked;
