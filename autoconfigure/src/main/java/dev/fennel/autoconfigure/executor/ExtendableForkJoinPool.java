package dev.fennel.autoconfigure.executor;

import java.util.concurrent.ForkJoinPool;

/**
 * A pool of forks in a package of Fennel's, where classes can be made at run time.
 */
abstract class ExtendableForkJoinPool extends ForkJoinPool {

}
