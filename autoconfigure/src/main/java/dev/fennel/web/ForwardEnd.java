package dev.fennel.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import jakarta.servlet.ServletResponse;

/**
 * What Undertow flushes and closes at the end of a forward in the place of its own
 * response, which is closed as if it were not wrapped.
 */
final class ForwardEnd extends PrintWriter {

	private final Method closing;

	private final ServletResponse response;

	private final HandlerRecord record;

	ForwardEnd(Method closing, ServletResponse response, HandlerRecord record) {
		super(Writer.nullWriter());
		this.closing = closing;
		this.response = response;
		this.record = record;
	}

	@Override
	public void close() {
		try {
			this.closing.invoke(this.response);
		}
		catch (InvocationTargetException ex) {
			Throwable failure = ex.getTargetException();
			rethrow((failure instanceof IOException disconnection) ? this.record.disconnected(disconnection) : failure);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As the method that was called, which declares it, in one that cannot. */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <E extends Throwable> void rethrow(Throwable failure) throws E {
		throw (E) failure;
	}

}
