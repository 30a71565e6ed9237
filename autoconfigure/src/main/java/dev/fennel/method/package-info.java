/**
 * Calls of annotated methods: who is measured, when a call ends, and what is recorded.
 */
@NullMarked
package dev.fennel.method;

import org.jspecify.annotations.NullMarked;
