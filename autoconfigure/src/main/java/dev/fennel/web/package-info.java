/**
 * HTTP requests, seen from before and from after all other filters.
 */
@NullMarked
package dev.fennel.web;

import org.jspecify.annotations.NullMarked;
