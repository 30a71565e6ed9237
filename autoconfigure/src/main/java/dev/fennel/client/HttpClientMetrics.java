package dev.fennel.client;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.HttpMethods;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of requests that the application sends.
 *
 * @since 0.1.0
 */
public final class HttpClientMetrics implements AopInfrastructureBean {

	private final Failures failures;

	private final MetricFamily<DistributionDataPoint> durations;

	private final MetricFamily<GaugeDataPoint> inProgress;

	private final AtomicInteger room;

	private final KeptSeries<ClientSeries> clients;

	/**
	 * Creates the families.
	 * @param factory where they are made
	 * @param buckets upper bounds of the durations in seconds, none for the default ones
	 */
	public HttpClientMetrics(MetricFactory factory, double... buckets) {
		this.failures = new Failures(factory, "http-client");
		this.durations = factory.histogram("http_client_request_duration_seconds")
			.help("Time from sending a request until its answer was read to the end, closed or broken off")
			.labels("client", "method", "route", "status")
			.closed("method", "status")
			.buckets(Buckets.requireRising("fennel.http-client.buckets", buckets))
			.register();
		this.inProgress = factory.upDownCounter("http_client_requests_in_progress")
			.help("Requests that were sent and whose answers are not read to the end")
			.labels("client")
			.register();
		this.room = new AtomicInteger(factory.maxSeries());
		this.clients = new KeptSeries<>(this.room);
	}

	/**
	 * A request is being sent.
	 * @param template the template that its address was made from, null if there is none
	 * @return who hears how it goes on, null if that could not be made
	 */
	@Nullable HttpCall sent(URI uri, String method, @Nullable String template) {
		try {
			ClientSeries client = this.clients.get(ClientNames.host(uri), this::resolve);
			HttpCall call = new HttpCall(client, client.route(template), HttpMethods.index(method), this.failures);
			client.entered();
			return call;
		}
		catch (Throwable ex) {
			this.failures.record("measure a request that is sent", ex);
			return null;
		}
	}

	Failures failures() {
		return this.failures;
	}

	private ClientSeries resolve(String host) {
		String client = ClientNames.label(host);
		return new ClientSeries(client, this.inProgress.labelValues(client), this.durations,
				new KeptSeries<>(this.room));
	}

}
