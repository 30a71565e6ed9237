package dev.fennel.multiprocess;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * One life of a process in the directory. A process that starts again under the same
 * name, or that comes back after it was declared dead, is another one.
 *
 * @param name a name that no other ever has, which is that of its files
 */
record Incarnation(String name) {

	private static final String SEPARATOR = "~";

	private static final Pattern NAME = Pattern
		.compile("(?:[\\w.+-]|%[0-9A-F]{2})+~[0-9a-z]{1,12}~[0-9a-z]{1,13}~[0-9a-z]{1,13}");

	private static final int RADIX = 36;

	/** A property of the system, since the class may be there twice in one JVM. */
	private static final String JVM = "dev.fennel.multiprocess.jvm";

	/**
	 * Creates the incarnation of that name.
	 * @throws IllegalArgumentException if there can be none
	 */
	Incarnation {
		if (!isName(name)) {
			throw new IllegalArgumentException("Not the name of a process: " + name);
		}
	}

	static Incarnation start(String process) {
		return new Incarnation(String.join(SEPARATOR, encode(process), Long.toString(System.currentTimeMillis(), RADIX),
				jvm(), random()));
	}

	static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	/** The value of the label {@code process}. */
	String process() {
		return URLDecoder.decode(part(0), StandardCharsets.UTF_8);
	}

	/** When it started, in milliseconds. */
	long startedAt() {
		return Long.parseLong(part(1), RADIX);
	}

	boolean isOfThisJvm() {
		return part(2).equals(jvm());
	}

	private String part(int index) {
		return this.name.split(SEPARATOR, -1)[index];
	}

	private static String jvm() {
		synchronized (JVM.intern()) {
			String known = System.getProperty(JVM);
			if (known == null) {
				known = random();
				System.setProperty(JVM, known);
			}
			return known;
		}
	}

	private static String random() {
		return Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), RADIX);
	}

	/** As a part of a file's name. */
	static String encode(String process) {
		return URLEncoder.encode(process, StandardCharsets.UTF_8).replace("*", "%2A").replace(SEPARATOR, "%7E");
	}

}
