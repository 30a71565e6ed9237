package dev.fennel.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Paths within the application that are not measured: exact ones, and prefixes written as
 * {@code /x/**}, which also stand for {@code /x} itself.
 */
final class PathExclusions {

	private static final String BELOW = "/**";

	private final Set<String> exact = new HashSet<>();

	private final List<String> prefixes = new ArrayList<>();

	PathExclusions(Collection<String> paths) {
		for (String path : paths) {
			if (path.endsWith(BELOW)) {
				String prefix = path.substring(0, path.length() - BELOW.length());
				this.exact.add(prefix);
				this.prefixes.add(prefix + "/");
			}
			else {
				this.exact.add(path);
			}
		}
	}

	boolean contains(HttpServletRequest request) {
		String path = request.getServletPath();
		String rest = request.getPathInfo();
		return contains((rest != null) ? path + rest : path);
	}

	private boolean contains(String path) {
		if (this.exact.contains(path)) {
			return true;
		}
		for (int i = 0; i < this.prefixes.size(); i++) {
			if (path.startsWith(this.prefixes.get(i))) {
				return true;
			}
		}
		return false;
	}

}
