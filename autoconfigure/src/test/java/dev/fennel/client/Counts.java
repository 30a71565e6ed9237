package dev.fennel.client;

import java.util.Map;
import java.util.TreeMap;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;

/**
 * What was counted of requests.
 */
final class Counts {

	private static final String NAME = "http_client_request_duration_seconds_count";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final HttpClientMetrics metrics;

	Counts() {
		this.metrics = new HttpClientMetrics(MetricFactory.with(this.registry).build());
	}

	Counts(int maxSeries) {
		this.metrics = new HttpClientMetrics(MetricFactory.with(this.registry).maxSeries(maxSeries).build());
	}

	HttpClientMetrics metrics() {
		return this.metrics;
	}

	MeteredRestClients restClients() {
		return new MeteredRestClients(this.metrics);
	}

	MeteredWebClients webClients() {
		return new MeteredWebClients(this.metrics);
	}

	Page page() {
		return Scrapes.of(this.registry);
	}

	double inProgress() {
		return page().sum((sample) -> sample.startsWith("http_client_requests_in_progress"));
	}

	double failures() {
		return page().value("fennel_errors_total{feature=\"http-client\"}");
	}

	/** Numbers by {@code client method route status}. */
	Map<String, Double> requests() {
		Map<String, Double> requests = new TreeMap<>();
		page().samples().forEach((sample, value) -> {
			if (sample.startsWith(NAME)) {
				requests.put(sample.substring(NAME.length() + 1, sample.length() - 1)
					.replaceAll("(client|method|route|status)=\"([^\"]*)\",?", "$2 ")
					.trim(), value);
			}
		});
		return requests;
	}

	double total() {
		return requests().values().stream().mapToDouble(Double::doubleValue).sum();
	}

}
