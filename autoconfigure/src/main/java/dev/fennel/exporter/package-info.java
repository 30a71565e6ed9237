/**
 * A port of its own: a small server over plain and TLS sockets that answers when the
 * application's is stuck.
 */
@NullMarked
package dev.fennel.exporter;

import org.jspecify.annotations.NullMarked;
