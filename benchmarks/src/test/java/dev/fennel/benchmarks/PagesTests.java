package dev.fennel.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTests {

	private static final String TEXT = "text/plain";

	@Test
	void allHaveTheSameHistograms() throws IOException {
		for (Pages.Page page : new Pages.Page[] { Pages.fennel(7, TEXT), Pages.fennelOfClient(7, TEXT),
				Pages.client(7, TEXT), Pages.micrometer(7, TEXT) }) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			page.write(out);
			String text = out.toString(StandardCharsets.UTF_8);
			assertThat(text.lines().filter((line) -> line.startsWith("wait_seconds_bucket"))).hasSize(7 * 15);
			assertThat(text).contains("wait_seconds_bucket{method=\"GET\",route=\"/route/3\",le=\"0.025\"} 0")
				.contains("wait_seconds_bucket{method=\"GET\",route=\"/route/3\",le=\"0.05\"} 1");
		}
	}

}
