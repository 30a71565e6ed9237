package dev.fennel.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletResponse;

/**
 * A mock that drops what is written and does not parse its content type.
 */
final class ReusedResponse extends MockHttpServletResponse {

	private final ServletOutputStream stream = new DroppingStream();

	private @Nullable String contentType;

	@Override
	public void setContentType(@Nullable String contentType) {
		this.contentType = contentType;
	}

	@Override
	public @Nullable String getContentType() {
		return this.contentType;
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.stream;
	}

	@Override
	public void reset() {
		super.reset();
		this.contentType = null;
	}

	private static final class DroppingStream extends ServletOutputStream {

		@Override
		public void write(int value) {
			// dropped
		}

		@Override
		public void write(byte[] bytes) {
			// dropped
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			// dropped
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException("Nothing here is asynchronous");
		}

	}

}
