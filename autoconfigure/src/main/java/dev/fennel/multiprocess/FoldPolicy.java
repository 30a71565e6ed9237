package dev.fennel.multiprocess;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long the dead are shown, and who hears of files that cannot be read.
 *
 * @param reapAfter how long what cannot be added up is shown
 * @param complaints is told of files that cannot be read
 */
record FoldPolicy(Duration reapAfter, Consumer<Complaint> complaints) {

}
