package dev.fennel.benchmarks;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What a handler answers.
 */
public enum Answer {

	/** A status only. */
	EMPTY {
		@Override
		void write(HttpServletResponse response) {
			response.setStatus(HttpServletResponse.SC_OK);
		}
	},

	/** A status, a content type and a small body. */
	JSON {
		@Override
		void write(HttpServletResponse response) throws IOException {
			response.setStatus(HttpServletResponse.SC_OK);
			response.setContentType("application/json");
			response.getOutputStream().write(BODY);
		}
	};

	private static final byte[] BODY = new byte[256];

	abstract void write(HttpServletResponse response) throws IOException;

}
