package dev.fennel.sample;

import java.net.URI;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the bookshop is served, once its web server has started.
 */
@Component
public class BookshopAddress {

	private final Environment environment;

	BookshopAddress(Environment environment) {
		this.environment = environment;
	}

	/**
	 * The address of a path within the application.
	 */
	public URI of(String path) {
		String port = this.environment.getRequiredProperty("local.server.port");
		return URI.create(
				"http://localhost:" + port + this.environment.getProperty("server.servlet.context-path", "") + path);
	}

}
