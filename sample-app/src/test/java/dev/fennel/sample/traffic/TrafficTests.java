package dev.fennel.sample.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fennel.sample.BookshopAddress;
import dev.fennel.sample.BookshopApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TrafficTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Pattern VISITS = Pattern
		.compile("(?m)^http_server_requests_before_filters_total\\{method=\"GET\"} (\\S+)$");

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void visitorsMoveTheNumbersUntilTheShopCloses() {
		TrafficDriver driver;
		try (ConfigurableApplicationContext shop = open("--bookshop.traffic.enabled=true",
				"--bookshop.traffic.requests-per-second=50")) {
			driver = shop.getBean(TrafficDriver.class);
			URI metrics = shop.getBean(BookshopAddress.class).of("/metrics");
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(visits(metrics)).isGreaterThan(10));
			assertThat(driver.isRunning()).isTrue();
			assertThat(driver.failures()).isZero();
		}
		assertThat(driver.isRunning()).isFalse();
		assertThat(driver.failures()).isZero();
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.getName().equals(TrafficDriver.THREAD_NAME));
	}

	@Test
	void nobodyComesUnlessAsked() {
		try (ConfigurableApplicationContext shop = open()) {
			assertThat(shop.getBeansOfType(TrafficDriver.class)).isEmpty();
		}
	}

	private static ConfigurableApplicationContext open(String... arguments) {
		SpringApplication application = new SpringApplication(BookshopApplication.class);
		application.setRegisterShutdownHook(false);
		String[] all = new String[arguments.length + 1];
		all[0] = "--server.port=0";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return application.run(all);
	}

	private double visits(URI metrics) throws Exception {
		String page = this.client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
		Matcher matcher = VISITS.matcher(page);
		return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
	}

}
