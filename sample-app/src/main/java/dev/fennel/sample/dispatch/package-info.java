/**
 * What the shop does beside its visitors.
 */
@NullMarked
package dev.fennel.sample.dispatch;

import org.jspecify.annotations.NullMarked;
