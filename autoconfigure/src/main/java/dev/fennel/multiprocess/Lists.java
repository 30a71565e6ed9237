package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of what can only be iterated over.
 */
final class Lists {

	private Lists() {
	}

	static <T> List<T> of(Iterable<T> elements) {
		List<T> list = new ArrayList<>();
		elements.forEach(list::add);
		return list;
	}

}
