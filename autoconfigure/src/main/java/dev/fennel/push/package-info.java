/**
 * How metrics leave a process that nobody scrapes: pushed to a Pushgateway or Graphite,
 * or written into a file.
 */
@NullMarked
package dev.fennel.push;

import org.jspecify.annotations.NullMarked;
