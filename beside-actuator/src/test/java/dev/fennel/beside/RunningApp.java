package dev.fennel.beside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that runs on a port of its own, and a client.
 *
 * @param context the application's context
 * @param client the client
 */
record RunningApp(ConfigurableApplicationContext context, HttpClient client) implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	static RunningApp start(Class<?> source, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.shutdown=immediate",
				"--spring.main.banner-mode=off", "--spring.jmx.enabled=false",
				"--spring.datasource.hikari.pool-name=shop", "--spring.datasource.hikari.minimum-idle=1"));
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("management.endpoints.web"))) {
			arguments.add("--management.endpoints.web.exposure.include=health,metrics,prometheus");
		}
		for (String property : properties) {
			arguments.add("--" + property);
		}
		SpringApplication application = new SpringApplication(source);
		return new RunningApp(application.run(arguments.toArray(String[]::new)),
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
	}

	HttpResponse<String> get(String path) throws IOException {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.timeout(PATIENCE)
			.build();
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TextPage page(String path) throws IOException {
		HttpResponse<String> response = get(path);
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " answers " + response.statusCode() + ": " + response.body());
		}
		return TextPage.of(response.body());
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
