package dev.fennel.push;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fennel.testing.Certificates;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.HttpStandIn.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class PushgatewayTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final HttpStandIn server = new HttpStandIn();

	private final Pushed pushed = new Pushed();

	@TempDir
	private Path folder;

	PushgatewayTests() throws IOException {
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void putsPostsAndDeletesAGroup() throws Exception {
		Pushgateway gateway = gateway(options(Map.of(), false, false));
		gateway.push(this.pushed.page());
		gateway.pushAdd(this.pushed.page());
		gateway.delete();
		assertThat(this.server.lines()).containsExactly("PUT /metrics/job/shop/zone/north",
				"POST /metrics/job/shop/zone/north", "DELETE /metrics/job/shop/zone/north");
		assertThat(this.server.calls())
			.allSatisfy((call) -> assertThat(call.header("Content-Type")).isEqualTo(PushedPage.CONTENT_TYPE));
		assertThat(this.server.calls()).extracting(HttpStandIn.Call::body)
			.satisfiesExactly((body) -> assertThat(body).contains("# TYPE fennel_series gauge"),
					(body) -> assertThat(body).contains("# TYPE fennel_series gauge"),
					(body) -> assertThat(body).isEmpty());
	}

	@Test
	void compressesWhatIsPushedAndNothingElse() throws Exception {
		Pushgateway gateway = gateway(options(Map.of(), true, false));
		gateway.push(this.pushed.page());
		gateway.delete();
		assertThat(this.server.calls().get(0).header("Content-Encoding")).isEqualTo("gzip");
		assertThat(this.server.calls().get(0).body()).contains("# TYPE fennel_series gauge");
		assertThat(this.server.calls().get(1).header("Content-Encoding")).isEmpty();
	}

	@Test
	void postsToAPathOfItsOwnAndDeletesNothingThere() throws Exception {
		Pushgateway other = new Pushgateway(PushUrl.custom(this.server.url().toString(), "/api/import"),
				options(Map.of(), false, false), null);
		other.push(this.pushed.page());
		other.pushAdd(this.pushed.page());
		other.delete();
		assertThat(this.server.lines()).containsExactly("POST /api/import", "POST /api/import");
	}

	@Test
	void sendsHeadersAndThenAsksWhoHasTheLastWord() throws Exception {
		PushRequestCustomizer last = (request) -> request.setHeader("X-Scope", "last")
			.setHeader("Content-Type", "text/plain");
		Pushgateway gateway = gateway(new PushgatewayOptions(Map.of("X-Scope", "first", "Authorization", "Bearer t"),
				false, false, TIMEOUT, List.of((request) -> request.setHeader("X-Scope", "second"), last)));
		gateway.push(this.pushed.page());
		assertThat(this.server.calls().get(0).header("X-Scope")).isEqualTo("last");
		assertThat(this.server.calls().get(0).header("Authorization")).isEqualTo("Bearer t");
		assertThat(this.server.calls().get(0).header("Content-Type")).isEqualTo("text/plain");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectsAreNotFollowedUnlessAskedFor(int status) throws Exception {
		this.server.answer(Answer.redirect(status, "/elsewhere"));
		assertThatExceptionOfType(RefusedPushException.class)
			.isThrownBy(() -> gateway(options(Map.of(), false, false)).push(this.pushed.page()))
			.withMessage("it redirects (%d), and fennel.push.follow-redirects is false", status);
		assertThat(this.server.calls()).hasSize(1);
		this.server.answer((exchange) -> (exchange.getRequestURI().getPath().equals("/elsewhere") ? Answer.of(200, "")
				: Answer.redirect(status, "/elsewhere"))
			.send(exchange));
		gateway(options(Map.of("Authorization", "Bearer t"), false, true)).pushAdd(this.pushed.page());
		assertThat(this.server.lines()).endsWith("POST /metrics/job/shop/zone/north", "POST /elsewhere");
		assertThat(this.server.calls().get(2).body()).isEqualTo(this.server.calls().get(1).body()).isNotEmpty();
		assertThat(this.server.calls().get(2).header("Authorization")).isEqualTo("Bearer t");
	}

	@Test
	void anotherServerGetsNoSecrets() throws Exception {
		try (HttpStandIn other = new HttpStandIn()) {
			this.server.answer(Answer.redirect(307, other.url() + "/elsewhere"));
			gateway(options(Map.of("Authorization", "Bearer t", "X-Key", "s3cret"), false, true))
				.push(this.pushed.page());
			assertThat(other.lines()).containsExactly("PUT /elsewhere");
			assertThat(other.calls().get(0).header("Authorization")).isEmpty();
			assertThat(other.calls().get(0).header("X-Key")).isEmpty();
		}
	}

	@Test
	void redirectsDoNotLeadOnForEver() {
		Pushgateway gateway = gateway(options(Map.of(), false, true));
		this.server.answer(Answer.redirect(302, "/round"));
		assertThatIOException().isThrownBy(() -> gateway.push(this.pushed.page()))
			.withMessage("it redirects (302) too often");
		assertThat(this.server.calls()).hasSize(6);
		this.server.answer(Answer.redirect(302, "mailto:somebody"));
		assertThatIOException().isThrownBy(() -> gateway.push(this.pushed.page()))
			.withMessage("it redirects to what is not followed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 413 })
	void refusalsAreToldWithoutSecretsAndAreForEver(int status) {
		this.server.answer(Answer.of(status, "pushed metrics are\n invalid, s3cret"));
		assertThatExceptionOfType(RefusedPushException.class).isThrownBy(
				() -> gateway(options(Map.of("Authorization", "Bearer s3cret"), false, false)).push(this.pushed.page()))
			.withMessage("it answers %d pushed metrics are invalid, ***", status);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 503 })
	void otherFailuresMayPass(int status) {
		this.server.answer(Answer.of(status, ""));
		assertThatIOException().isThrownBy(() -> gateway(options(Map.of(), false, false)).push(this.pushed.page()))
			.withMessage("it answers " + status)
			.isNotInstanceOf(RefusedPushException.class);
	}

	@Test
	void whatHangsUpOrIsNotThereIsTold() {
		Pushgateway gateway = gateway(options(Map.of(), false, false));
		this.server.answer(this.server.resetting());
		assertThatIOException().isThrownBy(() -> gateway.push(this.pushed.page()));
		this.server.close();
		assertThatIOException().isThrownBy(() -> gateway.push(this.pushed.page())).withMessage("ConnectException");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatHangsIsNotWaitedForForEver(boolean inItsAnswer) {
		this.server.answer(inItsAnswer ? this.server.hangingInItsAnswer() : this.server.hanging());
		PushgatewayOptions options = new PushgatewayOptions(Map.of(), false, false, Duration.ofMillis(300), List.of());
		assertThatIOException().isThrownBy(() -> gateway(options).push(this.pushed.page()))
			.withMessage("it does not answer within 300 ms");
	}

	@Test
	void showsItsCertificateAndTakesOneThatItTrusts() throws Exception {
		try (HttpStandIn secured = new HttpStandIn(Certificates.client("server", "authority"))) {
			Pushgateway trusting = secured(secured, bundle("client", "authority"));
			trusting.push(this.pushed.page());
			assertThat(secured.lines()).containsExactly("PUT /metrics/job/shop");
			assertThatIOException()
				.isThrownBy(() -> secured(secured, bundle(null, "authority")).push(this.pushed.page()));
			assertThatIOException()
				.isThrownBy(() -> secured(secured, bundle("client", "stranger")).push(this.pushed.page()))
				.withMessageContaining("PKIX");
			assertThatIOException().isThrownBy(() -> secured(secured, null).push(this.pushed.page()));
			trusting.replace(bundle("client", "stranger"));
			assertThatIOException().isThrownBy(() -> trusting.push(this.pushed.page()));
			assertThat(secured.calls()).hasSize(1);
		}
	}

	@Test
	void takesNoCertificateOfAnotherHost() throws Exception {
		try (HttpStandIn elsewhere = new HttpStandIn(Certificates.client("elsewhere", "authority"))) {
			assertThatIOException()
				.isThrownBy(() -> secured(elsewhere, bundle("client", "authority")).push(this.pushed.page()));
			assertThat(elsewhere.calls()).isEmpty();
		}
	}

	private Pushgateway gateway(PushgatewayOptions options) {
		return new Pushgateway(PushUrl.group(this.server.url().toString(), "shop", Map.of("zone", "north")), options,
				null);
	}

	private static Pushgateway secured(HttpStandIn server, @Nullable SslBundle bundle) {
		return new Pushgateway(PushUrl.group(server.url().toString(), "shop", Map.of()),
				options(Map.of(), false, false), bundle);
	}

	private static PushgatewayOptions options(Map<String, String> headers, boolean gzip, boolean followRedirects) {
		return new PushgatewayOptions(headers, gzip, followRedirects, TIMEOUT, List.of());
	}

	private SslBundle bundle(@Nullable String key, String trusted) {
		JksSslStoreDetails keys = (key != null) ? details(Certificates.keyStore(this.folder.resolve(key), key)) : null;
		JksSslStoreDetails trust = details(Certificates.trustStore(this.folder.resolve("trust-" + trusted), trusted));
		return SslBundle.of(new JksSslStoreBundle(keys, trust), SslBundleKey.of(Certificates.PASSWORD));
	}

	private static JksSslStoreDetails details(Path file) {
		return new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), Certificates.PASSWORD);
	}

}
