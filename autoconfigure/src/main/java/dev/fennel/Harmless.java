package dev.fennel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs what measures so that what is measured does not feel it: the first failure of a
 * class is logged with its stack trace, what follows at debug level.
 */
final class Harmless {

	private static final Log logger = LogFactory.getLog(Harmless.class);

	private static final Set<String> reported = ConcurrentHashMap.newKeySet();

	private Harmless() {
	}

	/**
	 * Runs an action.
	 * @param what what is tried, a constant phrase
	 * @param target the object whose code runs
	 * @param action what to run
	 * @return whether it returned normally
	 */
	static boolean run(String what, Object target, Runnable action) {
		try {
			action.run();
			return true;
		}
		catch (Throwable ex) {
			report("Fennel could not %s with %s".formatted(what, nameOf(target)), ex);
			return false;
		}
	}

	/**
	 * The name of an object's class or, as those of lambdas are new in each run, of the
	 * class in which a lambda stands.
	 */
	private static String nameOf(Object target) {
		String name = target.getClass().getName();
		int lambda = name.indexOf("$$Lambda");
		return (lambda > 0) ? name.substring(0, lambda) : name;
	}

	private static void report(String message, Throwable failure) {
		if (reported.add(message)) {
			logger.warn(message + ". The application goes on; what follows of this kind is logged at debug level.",
					failure);
		}
		else {
			logger.debug(message, failure);
		}
	}

}
