package dev.fennel.web;

import org.springframework.web.servlet.view.UrlBasedViewResolver;

/**
 * The value of the label {@code view}.
 */
final class ViewNames {

	private ViewNames() {
	}

	/**
	 * The name of a view, or what it does without where it leads.
	 */
	static String label(String view) {
		if (view.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)) {
			return "redirect";
		}
		return view.startsWith(UrlBasedViewResolver.FORWARD_URL_PREFIX) ? "forward" : view;
	}

}
