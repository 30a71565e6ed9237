package dev.fennel.autoconfigure.executor;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A thread pool for what is scheduled in a package of Fennel's, where classes can be made
 * at run time.
 */
abstract class ExtendableScheduledThreadPool extends ScheduledThreadPoolExecutor {

	ExtendableScheduledThreadPool() {
		super(0);
	}

}
