package dev.fennel.autoconfigure.multiprocess;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.fennel.exporter.MetricsServer;
import dev.fennel.push.MetricsPusher;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications that share a page, one of which uses every way out.
 */
class SharedWaysOutTests {

	private static final String COUNT = "http_server_request_duration_seconds_count{method=\"GET\",route=\"/hello\","
			+ "status=\"200\"}";

	@TempDir
	private Path folder;

	private HttpStandIn gateway;

	private WebApp blue;

	private WebApp green;

	@BeforeEach
	void start() throws Exception {
		this.gateway = new HttpStandIn();
		this.blue = WebApp.start(Shop.class, "fennel.multiprocess.enabled=true",
				"fennel.multiprocess.directory=" + this.folder.resolve("shared"),
				"fennel.multiprocess.process-id=blue");
		this.green = WebApp.start(Shop.class, "fennel.multiprocess.enabled=true",
				"fennel.multiprocess.directory=" + this.folder.resolve("shared"),
				"fennel.multiprocess.process-id=green", "fennel.exporter.enabled=true", "fennel.exporter.port=0",
				"fennel.push.enabled=true", "fennel.push.address=" + this.gateway.url(), "fennel.push.interval=0",
				"fennel.push.on-shutdown=none", "fennel.textfile.enabled=true",
				"fennel.textfile.path=" + this.folder.resolve("shop.prom"), "fennel.textfile.interval=0");
		this.blue.get("/hello");
		this.green.get("/hello");
		this.blue.get("/metrics");
	}

	@AfterEach
	void stop() {
		this.blue.close();
		this.green.close();
		this.gateway.close();
	}

	@Test
	void allShowTheMergedValues() throws Exception {
		assertThat(Page.of(this.green.get("/metrics").body()).value(COUNT)).isEqualTo(2);
		assertThat(Page.of(this.green.get("/metrics/fennel").body()).value(COUNT)).isEqualTo(2);
		MetricsServer server = this.green.context().getBean(MetricsServer.class);
		assertThat(Page.of(HttpCalls.get(server.getMetricsUrl()).body()).value(COUNT)).isEqualTo(2);
		this.green.context().getBean(MetricsPusher.class).push();
		assertThat(Page.of(this.gateway.calls().get(0).body()).value(COUNT)).isEqualTo(2);
		assertThat(Page.of(Files.readString(this.folder.resolve("shop.prom"))).value(COUNT)).isEqualTo(2);
	}

	@Test
	void selfIsTheAnsweringProcessAlone() throws Exception {
		assertThat(Page.of(this.green.get("/metrics?process=self").body()).value(COUNT)).isEqualTo(1);
		MetricsServer server = this.green.context().getBean(MetricsServer.class);
		assertThat(Page.of(HttpCalls.get(server.getUrl().resolve("/metrics?process=self")).body()).value(COUNT))
			.isEqualTo(1);
		assertThat(this.green.get("/metrics?process=self").body()).doesNotContain("process=\"");
	}

	@Test
	void requestsInProgressAreASum() throws Exception {
		Page page = Page.of(this.green.get("/metrics").body());
		assertThat(page.samples()).containsKey("http_server_requests_in_progress{method=\"GET\"}");
		assertThat(page.text()).doesNotContain("http_server_requests_in_progress{method=\"GET\",process=");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Hello.class)
	static class Shop {

	}

	@RestController
	static class Hello {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
