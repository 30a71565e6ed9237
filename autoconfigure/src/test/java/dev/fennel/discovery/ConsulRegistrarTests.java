package dev.fennel.discovery;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.fennel.MetricDefinitionException;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.HttpStandIn.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ConsulRegistrarTests {

	private static final ServiceInstance SHOP = new ServiceInstance("shop", "10.0.0.5", 9404, "http", "/metrics", "/");

	private final HttpStandIn agent = new HttpStandIn();

	private final ConsulRegistrar registrar = new ConsulRegistrar(options(null, null, List.of(), null, true));

	ConsulRegistrarTests() throws IOException {
	}

	@AfterEach
	void stop() {
		this.agent.close();
	}

	@Test
	void registersTheInstanceWithACheck() throws Exception {
		this.registrar.register(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /v1/agent/service/register");
		assertThat(this.agent.calls().get(0).header("X-Consul-Token")).isEmpty();
		assertThat(body()).contains("\"ID\":\"shop-10.0.0.5-9404\"", "\"Name\":\"shop\"", "\"Tags\":[]",
				"\"Address\":\"10.0.0.5\"", "\"Port\":9404", "\"metrics_path\":\"/metrics\"", "\"scheme\":\"http\"",
				"\"Check\":{\"HTTP\":\"http://10.0.0.5:9404/\",\"TLSSkipVerify\":false,\"Interval\":\"10s\"}");
	}

	@Test
	void nameIdTagsAndTokenAreOptions() throws Exception {
		ConsulRegistrar named = new ConsulRegistrar(
				options("shop-metrics", "shop 1/é", List.of("metrics", "a \"b\""), "s3cret", true));
		named.register(SHOP);
		assertThat(this.agent.calls().get(0).header("X-Consul-Token")).isEqualTo("s3cret");
		assertThat(body()).contains("\"ID\":\"shop 1/é\"", "\"Name\":\"shop-metrics\"",
				"\"Tags\":[\"metrics\",\"a \\\"b\\\"\"]");
		named.deregister(SHOP);
		assertThat(this.agent.lines()).last().isEqualTo("PUT /v1/agent/service/deregister/shop%201%2F%C3%A9");
		assertThat(this.agent.calls().get(1).header("X-Consul-Token")).isEqualTo("s3cret");
	}

	@Test
	void aSecuredInstanceIsCheckedByHttps() throws Exception {
		ServiceInstance secured = new ServiceInstance("shop", "::1", 9404, "https", "/prom", "/");
		new ConsulRegistrar(new ConsulOptions(this.agent.url(), null, null, List.of(), null,
				new ConsulOptions.Check(Duration.ofMillis(1500), true), true, false))
			.register(secured);
		assertThat(body()).contains("\"ID\":\"shop-::1-9404\"", "\"Address\":\"::1\"", "\"metrics_path\":\"/prom\"",
				"\"scheme\":\"https\"",
				"\"Check\":{\"HTTP\":\"https://[::1]:9404/\",\"TLSSkipVerify\":true,\"Interval\":\"1500ms\"}");
	}

	@Test
	void anInstanceThatOnlyAnswersCertificatesIsCheckedByItsPort() throws Exception {
		this.registrar.register(new ServiceInstance("shop", "10.0.0.5", 9404, "https", "/metrics", null));
		assertThat(body()).contains("\"Check\":{\"TCP\":\"10.0.0.5:9404\",\"Interval\":\"10s\"}");
	}

	@Test
	void whatTheAgentKnowsIsNotRegisteredAgain() throws Exception {
		this.registrar.register(SHOP);
		this.registrar.register(SHOP);
		this.agent.answer(Answer.of(403, "Permission denied"));
		this.registrar.register(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /v1/agent/service/register",
				"GET /v1/agent/service/shop-10.0.0.5-9404", "GET /v1/agent/service/shop-10.0.0.5-9404");
	}

	@Test
	void whatTheAgentHasForgottenIs() throws Exception {
		this.registrar.register(SHOP);
		this.agent
			.answer((exchange) -> Answer.of(exchange.getRequestMethod().equals("GET") ? 404 : 200, "").send(exchange));
		this.registrar.register(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /v1/agent/service/register",
				"GET /v1/agent/service/shop-10.0.0.5-9404", "PUT /v1/agent/service/register");
	}

	@Test
	void aRefusalIsToldWithoutTheToken() {
		ConsulRegistrar refused = new ConsulRegistrar(options(null, null, List.of(), "s3cret", true));
		this.agent.answer(Answer.of(403, "rpc error:\n Permission denied for s3cret " + "x".repeat(500)));
		assertThatIOException().isThrownBy(() -> refused.register(SHOP))
			.withMessageMatching("it answers 403 rpc error: Permission denied for \\*\\*\\* x+")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(250));
		this.agent.answer(Answer.of(500, ""));
		assertThatIOException().isThrownBy(() -> refused.register(SHOP)).withMessage("it answers 500");
		assertThatIOException().isThrownBy(() -> refused.deregister(SHOP)).withMessage("it answers 500");
	}

	@Test
	void anAgentThatFailsLaterIsTold() throws Exception {
		this.registrar.register(SHOP);
		this.agent.answer(Answer.of(500, "no leader"));
		assertThatIOException().isThrownBy(() -> this.registrar.register(SHOP)).withMessage("it answers 500 no leader");
	}

	@Test
	void anAgentThatIsNotThereIsTold() {
		this.agent.close();
		assertThatIOException().isThrownBy(() -> this.registrar.register(SHOP)).withMessage("ConnectException");
	}

	@Test
	void anAgentThatHangsUpIsTold() {
		this.agent.answer(this.agent.resetting());
		assertThatIOException().isThrownBy(() -> this.registrar.register(SHOP));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAgentThatHangsIsNotWaitedForForEver(boolean inItsAnswer) {
		this.agent.answer(inItsAnswer ? this.agent.hangingInItsAnswer() : this.agent.hanging());
		long start = System.nanoTime();
		assertThatIOException().isThrownBy(() -> this.registrar.register(SHOP))
			.withMessage("it does not answer within 5 s");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	@Test
	void theRegistrationMayBeLeft() throws Exception {
		ConsulRegistrar leaving = new ConsulRegistrar(options(null, null, List.of(), null, false));
		leaving.register(SHOP);
		leaving.deregister(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /v1/agent/service/register");
	}

	@Test
	void whatWasTakenBackCanBeRegisteredAgain() throws Exception {
		this.registrar.register(SHOP);
		this.registrar.deregister(SHOP);
		this.registrar.register(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /v1/agent/service/register",
				"PUT /v1/agent/service/deregister/shop-10.0.0.5-9404", "PUT /v1/agent/service/register");
	}

	@Test
	void theAgentMayBeBelowAPath() throws Exception {
		ConsulOptions below = new ConsulOptions(URI.create(this.agent.url() + "/consul/"), null, null, List.of(), null,
				new ConsulOptions.Check(Duration.ofSeconds(10), false), true, false);
		new ConsulRegistrar(below).register(SHOP);
		assertThat(this.agent.lines()).containsExactly("PUT /consul/v1/agent/service/register");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://agent", "agent", "http:agent", "http://me:s3cret@agent", "http://s3cret@agent" })
	void whatIsNoAddressIsRefused(String address) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> new ConsulOptions(URI.create(address), null, null, List.of(), null,
					new ConsulOptions.Check(Duration.ofSeconds(10), false), true, false))
			.withMessageStartingWith("fennel.discovery.consul.address ")
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.getAction()).doesNotContain("s3cret"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3cret\n", " s3cret", "s3crét" })
	void whatIsNoTokenIsRefused(String token) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> options(null, null, List.of(), token, true))
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.getAction()).doesNotContain("s3cr"));
	}

	/**
	 * What was sent first, with slashes as all lines of Boot could write them.
	 */
	private String body() {
		return this.agent.calls().get(0).body().replace("\\/", "/");
	}

	private ConsulOptions options(@Nullable String name, @Nullable String id, List<String> tags, @Nullable String token,
			boolean deregister) {
		return new ConsulOptions(this.agent.url(), name, id, tags, token,
				new ConsulOptions.Check(Duration.ofSeconds(10), false), deregister, false);
	}

}
