package dev.fennel.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WelcomeMessageTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8081")
		.withProperty("server.servlet.context-path", "/shop");

	@Test
	void namesPagesAndHowToLetVisitorsIn(CapturedOutput output) {
		show();
		assertThat(output).contains("http://localhost:8081/shop/\n")
			.contains("http://localhost:8081/shop/metrics")
			.contains("--bookshop.traffic.enabled=true");
	}

	@Test
	void namesThePageWhereItWasMoved(CapturedOutput output) {
		this.environment.setProperty("fennel.endpoint.path", "/numbers");
		show();
		assertThat(output).contains("http://localhost:8081/shop/numbers");
	}

	@Test
	void doesNotExplainTrafficThatIsOn(CapturedOutput output) {
		this.environment.setProperty("bookshop.traffic.enabled", "true");
		show();
		assertThat(output).contains("http://localhost:8081/shop/").doesNotContain("mvn");
	}

	private void show() {
		new WelcomeMessage(new BookshopAddress(this.environment), this.environment).show();
	}

}
