/**
 * What tests of several packages share.
 */
@NullMarked
package dev.fennel.testing;

import org.jspecify.annotations.NullMarked;
