package dev.fennel.benchmarks;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A request and its response, used again and again by one thread, as containers do. New
 * ones would cost more than what is measured.
 */
@State(Scope.Thread)
public class Exchange {

	private final ReusedRequest request = new ReusedRequest("GET", "/orders/17");

	private final ReusedResponse response = new ReusedResponse();

	int pass(FilterChain chain) throws ServletException, IOException {
		this.request.clearAttributes();
		this.response.reset();
		chain.doFilter(this.request, this.response);
		return this.response.getStatus();
	}

}
