package dev.fennel.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.ServletContext;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A running application on a real server, with a client.
 */
public final class WebApp implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** On Boot 3.5 what is on the class path would be enough for a database and Redis. */
	private static final String DATABASES = Stream
		.of("jdbc.DataSource", "data.redis.Redis", "data.redis.RedisRepositories", "data.jdbc.JdbcRepositories",
				"data.jpa.JpaRepositories", "flyway.Flyway", "liquibase.Liquibase", "orm.jpa.HibernateJpa")
		.map((name) -> "org.springframework.boot.autoconfigure." + name + "AutoConfiguration")
		.collect(Collectors.joining(","));

	private final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private WebApp(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts an application with all auto-configurations.
	 * @param configuration its configuration class
	 * @param properties its properties, written {@code name=value}
	 * @return the running application
	 */
	public static WebApp start(Class<?> configuration, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("server.port=0");
		all.add("server.shutdown=immediate");
		all.add("spring.main.banner-mode=off");
		all.add("spring.jmx.enabled=false");
		all.add("spring.autoconfigure.exclude=" + DATABASES);
		return new WebApp(new SpringApplicationBuilder(Auto.class, configuration).web(WebApplicationType.SERVLET)
			.properties(all.toArray(String[]::new))
			.run());
	}

	/**
	 * Returns the application's context.
	 * @return the context
	 */
	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Returns the port of the server.
	 * @return the port
	 */
	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/**
	 * Returns what the server calls itself.
	 * @return name and version
	 */
	public String server() {
		return this.context.getBean(ServletContext.class).getServerInfo();
	}

	/**
	 * Starts a request.
	 * @param path path and query
	 * @return a builder
	 */
	public HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path)).timeout(PATIENCE);
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Gets a path.
	 * @param path path and query
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public HttpResponse<String> get(String path) throws IOException {
		return send(request(path));
	}

	/**
	 * Gets a path.
	 * @param path path and query
	 * @return the body of the response
	 * @throws IOException if the connection fails
	 */
	public byte[] bytes(String path) throws IOException {
		try {
			return this.client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Scrapes the page.
	 * @return the page
	 * @throws IOException if the connection fails
	 */
	public Page scrape() throws IOException {
		return Page.of(get("/metrics").body());
	}

	/**
	 * Scrapes until nothing is in progress.
	 * @return the page
	 * @throws IOException if the connection fails
	 */
	public Page scrapeWhenIdle() throws IOException {
		return scrapeUntil((page) -> page.sum((sample) -> sample.startsWith("http_server_requests_in_progress")) == 0
				&& page.sum((sample) -> sample.startsWith("http_server_requests_before_filters_total")) == page
					.sum((sample) -> sample.startsWith("http_server_responses_before_filters_total")));
	}

	/**
	 * Scrapes until a page is as wanted, for some seconds at most.
	 * @param wanted what is wanted
	 * @return the last page
	 * @throws IOException if the connection fails
	 */
	public Page scrapeUntil(Predicate<Page> wanted) throws IOException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		Page page = scrape();
		while (!wanted.test(page) && System.nanoTime() < end) {
			Thread.onSpinWait();
			page = scrape();
		}
		return page;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Switches auto-configuration on.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Auto {

	}

}
