package dev.fennel.discovery;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.fennel.HttpSender;

import org.springframework.boot.json.JsonWriter;

/**
 * Registers with a Consul agent, which checks the instance from then on. What the agent
 * has forgotten, as one does that was started anew, is registered again.
 *
 * @since 0.1.0
 * @see <a href="https://developer.hashicorp.com/consul/api-docs/agent/service">Consul,
 * agent service API</a>
 */
public final class ConsulRegistrar implements ServiceRegistrar {

	private static final String SERVICE = "/v1/agent/service/";

	private static final int OK = 200;

	private static final int FORBIDDEN = 403;

	private static final int NOT_FOUND = 404;

	private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

	private final ConsulOptions options;

	private final ConsulAgent agent;

	private boolean known;

	/**
	 * Creates a registrar.
	 * @param options how to register
	 */
	public ConsulRegistrar(ConsulOptions options) {
		this.options = options;
		this.agent = new ConsulAgent(options.address(), options.token());
	}

	@Override
	public String description() {
		return "Consul at " + this.options.address();
	}

	@Override
	public boolean isRequired() {
		return this.options.required();
	}

	@Override
	public void register(ServiceInstance instance) throws IOException, InterruptedException {
		if (this.known && isStillRegistered(instance)) {
			return;
		}
		this.known = false;
		require(this.agent.put(SERVICE + "register", JSON.writeToString(service(instance))));
		this.known = true;
	}

	@Override
	public void deregister(ServiceInstance instance) throws Exception {
		this.known = false;
		try {
			if (this.options.deregister()) {
				require(this.agent.put(SERVICE + "deregister/" + encodedId(instance), ""));
			}
		}
		finally {
			this.agent.disconnect();
		}
	}

	/**
	 * Asks the agent rather than to register again, which would have it check anew. Who
	 * may register, but not read, hears of nothing.
	 */
	private boolean isStillRegistered(ServiceInstance instance) throws IOException, InterruptedException {
		HttpResponse<String> response = this.agent.get(SERVICE + encodedId(instance));
		if (response.statusCode() == NOT_FOUND) {
			return false;
		}
		if (response.statusCode() != FORBIDDEN) {
			require(response);
		}
		return true;
	}

	private Map<String, Object> service(ServiceInstance instance) {
		Map<String, Object> service = new LinkedHashMap<>();
		service.put("ID", id(instance));
		service.put("Name", Objects.requireNonNullElse(this.options.name(), instance.name()));
		service.put("Tags", this.options.tags());
		service.put("Address", instance.host());
		service.put("Port", instance.port());
		service.put("Meta", Map.of("metrics_path", instance.metricsPath(), "scheme", instance.scheme()));
		service.put("Check", check(instance));
		return service;
	}

	private Map<String, Object> check(ServiceInstance instance) {
		Map<String, Object> check = new LinkedHashMap<>();
		String url = instance.checkUrl();
		if (url != null) {
			check.put("HTTP", url);
			check.put("TLSSkipVerify", this.options.check().skipsVerification());
		}
		else {
			check.put("TCP", instance.target());
		}
		check.put("Interval", text(this.options.check().interval()));
		return check;
	}

	/**
	 * A duration as Consul reads it.
	 */
	private static String text(Duration duration) {
		return (duration.toMillisPart() == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
	}

	private String id(ServiceInstance instance) {
		return Objects.requireNonNullElseGet(this.options.id(), instance::id);
	}

	private String encodedId(ServiceInstance instance) {
		return URLEncoder.encode(id(instance), StandardCharsets.UTF_8).replace("+", "%20");
	}

	private void require(HttpResponse<String> response) throws IOException {
		if (response.statusCode() != OK) {
			String token = this.options.token();
			throw new IOException(HttpSender.excerpt(response, (token != null) ? List.of(token) : List.of()));
		}
	}

}
