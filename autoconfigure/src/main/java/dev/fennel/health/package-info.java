/**
 * Whether this process answers, and whether it is ready: checks of what it depends on,
 * each cut off in time.
 */
@NullMarked
package dev.fennel.health;

import org.jspecify.annotations.NullMarked;
