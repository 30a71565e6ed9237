package dev.fennel;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is made while it is sent, so that no more of it is held than what is on its
 * way.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PageBody {

	/**
	 * Writes the body.
	 * @param out where it goes; not closed
	 * @throws IOException if it cannot be written, or not to its end
	 */
	void writeTo(OutputStream out) throws IOException;

}
