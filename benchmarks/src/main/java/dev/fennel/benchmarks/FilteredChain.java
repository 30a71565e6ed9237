package dev.fennel.benchmarks;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * A filter before the rest of a chain. As in a container, where filters are many, it is
 * never inlined.
 *
 * @param filter the filter
 * @param next the rest
 */
record FilteredChain(Filter filter, FilterChain next) implements FilterChain {

	@Override
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
		this.filter.doFilter(request, response, this.next);
	}

}
