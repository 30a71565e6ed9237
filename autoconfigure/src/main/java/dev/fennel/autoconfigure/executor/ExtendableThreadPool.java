package dev.fennel.autoconfigure.executor;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread pool in a package of Fennel's, where classes can be made at run time.
 */
abstract class ExtendableThreadPool extends ThreadPoolExecutor {

	ExtendableThreadPool() {
		super(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
	}

}
