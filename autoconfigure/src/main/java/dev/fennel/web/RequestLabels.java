package dev.fennel.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Adds labels to the duration families of both filters. Make it a bean; the values should
 * come from a small set, since each combination is a series.
 *
 * @since 0.1.0
 */
public interface RequestLabels {

	/**
	 * Returns the names of the labels. Asked once, at start-up.
	 * @return the names, always the same ones
	 */
	List<String> names();

	/**
	 * Returns the value of one label. Asked when the request is complete, possibly on a
	 * thread of the container. What is thrown here is counted in
	 * {@code fennel_errors_total} and gives the value {@code error}.
	 * @param name one of {@link #names()}
	 * @param request the request
	 * @param response the response, complete
	 * @param error what ended the request, if anything did
	 * @return the value, null for none
	 */
	@Nullable String value(String name, HttpServletRequest request, HttpServletResponse response, @Nullable Throwable error);

}
