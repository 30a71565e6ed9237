package dev.fennel.process;

import dev.fennel.GaugeMode;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.ReadDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of the web server.
 *
 * @since 0.1.0
 */
public final class WebServerMetrics implements AopInfrastructureBean {

	private final MetricFamily<ReadDataPoint> threads;

	private final ReadDataPoint max;

	private final ReadDataPoint connections;

	private final ReadDataPoint queued;

	/**
	 * Creates the families.
	 * @param metrics makes them
	 */
	public WebServerMetrics(MetricFactory metrics) {
		this.threads = metrics.readGauge("web_server_threads")
			.help("Threads of the web server, by whether they work on a request")
			.labels("state")
			.closed("state")
			.gaugeMode(GaugeMode.LIVE_SUM)
			.register();
		this.max = single(metrics, "web_server_threads_max", "Threads that may work on requests at once");
		this.connections = single(metrics, "web_server_connections", "Connections that are open");
		this.queued = single(metrics, "web_server_queued", "Tasks that wait for a thread of the web server");
	}

	/**
	 * Shows what a server tells.
	 * @param server the server, in the place of the one before
	 */
	public void show(WebServerStatus server) {
		this.threads.labelValues("busy").readFrom(server::busy);
		this.threads.labelValues("idle").readFrom(server::idle);
		this.max.readFrom(server::max);
		this.connections.readFrom(server::connections);
		this.queued.readFrom(server::queued);
	}

	private static ReadDataPoint single(MetricFactory metrics, String name, String help) {
		return metrics.readGauge(name).help(help).gaugeMode(GaugeMode.LIVE_SUM).registerSingle();
	}

}
