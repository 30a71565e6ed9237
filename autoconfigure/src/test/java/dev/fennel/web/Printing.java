package dev.fennel.web;

import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.ServletOutputStream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;

/**
 * Handlers that print: no methods, to which Spring gives a response of its own.
 */
@Configuration(proxyBeanMethods = false)
class Printing {

	@Bean("/printed")
	HttpRequestHandler printed() {
		return (request, response) -> {
			response.setContentType(request.getParameter("type"));
			ServletOutputStream stream = response.getOutputStream();
			stream.print(request.getParameter("text"));
			stream.print(true);
			stream.println();
			stream.println(request.getParameter("text"));
			stream.println(7);
		};
	}

	@Bean("/lines")
	HttpRequestHandler lines() {
		return (request, response) -> {
			response.setContentType(request.getParameter("type"));
			response.getWriter().println(request.getParameter("text"));
			response.getWriter().println();
			response.getWriter().println('c');
		};
	}

	@Bean("/formatted")
	HttpRequestHandler formatted() {
		return (request, response) -> {
			response.setContentType("text/plain;charset=UTF-8");
			response.setLocale(Locale.GERMANY);
			response.getWriter()
				.printf("%.2f ", 1234.5)
				.format("%,d %s ", 1_000_000, Optional.empty())
				.printf(Locale.ROOT, "%.2f", 1234.5);
		};
	}

}
