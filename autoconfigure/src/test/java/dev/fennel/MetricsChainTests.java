package dev.fennel;

import java.io.IOException;

import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chain of Spring Security that README shows lets Prometheus in, and nobody else
 * anywhere.
 */
@Tag("security")
class MetricsChainTests {

	@Test
	void letsAnybodyReadThePageAndNothingElse() throws IOException {
		try (WebApp app = WebApp.start(TwoChains.class)) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(200);
			assertThat(app.get("/metrics/fennel").statusCode()).isEqualTo(200);
			assertThat(app.get("/metrics/fennel/more").statusCode()).isEqualTo(401);
			assertThat(app.get("/elsewhere").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void leavesTheTokenToThePage() throws IOException {
		try (WebApp app = WebApp.start(TwoChains.class, "fennel.endpoint.token=s3cret")) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(401);
			assertThat(app.send(app.request("/metrics").header("Authorization", "Bearer s3cret")).statusCode())
				.isEqualTo(200);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReadmeSnippets.MetricsSecurity.class)
	static class TwoChains {

		@Bean
		SecurityFilterChain applicationChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
