package dev.fennel.exporter;

import java.net.ServerSocket;
import java.net.URI;
import java.util.function.Consumer;

import dev.fennel.Failures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Serves the metrics on a port of their own, by a few threads of its own, which are
 * daemons: they keep no application alive. It starts before the application's web server
 * and stops when the requests of that have drained. What is started twice, or stopped
 * twice, stays as it is.
 *
 * @since 0.1.0
 */
public final class MetricsServer implements SmartLifecycle, DisposableBean, AopInfrastructureBean {

	/**
	 * The phase, below those in which Boot drains and stops a web server.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private static final Log logger = LogFactory.getLog(MetricsServer.class);

	private final MetricsServerOptions options;

	private final MetricsSite site;

	private final Failures failures;

	private final Consumer<MetricsServer> started;

	private volatile @Nullable RunningServer running;

	/**
	 * Creates a server, which does not listen yet.
	 * @param options how it listens
	 * @param site what it answers
	 * @param failures where failures go
	 * @param started is told of each start
	 */
	public MetricsServer(MetricsServerOptions options, MetricsSite site, Failures failures,
			Consumer<MetricsServer> started) {
		this.options = options;
		this.site = site;
		this.failures = failures;
		this.started = started;
	}

	/**
	 * Starts to listen. Where all ports of a range are taken it says so in the log, and
	 * does not.
	 * @throws dev.fennel.MetricDefinitionException if it cannot listen on the one port
	 * that it has to
	 */
	@Override
	public void start() {
		synchronized (this) {
			if (this.running != null) {
				return;
			}
			ServerSocket socket = ListeningSocket.open(this.options);
			if (socket == null) {
				logger.warn(("All ports of fennel.exporter.port-range %s are taken: this application has no port of its"
						+ " own for metrics. Widen the range.")
					.formatted(this.options.ports()));
				return;
			}
			this.running = new RunningServer(socket, this.options, this.site, this.failures);
		}
		logger.info("Prometheus metrics have a port of their own: " + getMetricsUrl());
		this.started.accept(this);
	}

	@Override
	public synchronized void stop() {
		RunningServer current = this.running;
		if (current != null) {
			this.running = null;
			current.stop();
		}
	}

	@Override
	public void destroy() {
		stop();
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Returns the port on which it listens.
	 * @return the real port
	 * @throws IllegalStateException if it does not run
	 */
	public int getPort() {
		RunningServer current = this.running;
		if (current == null) {
			throw new IllegalStateException("The metrics server does not run");
		}
		return current.port();
	}

	/**
	 * Returns the address that it was told to listen on.
	 * @return a host name or an address, empty for all addresses of this host
	 */
	public String getAddress() {
		return this.options.address();
	}

	/**
	 * Returns whether connections are secured.
	 * @return whether the scheme is {@code https}
	 */
	public boolean isSecure() {
		return this.options.tls() != null;
	}

	/**
	 * Returns whether clients without a certificate are refused.
	 * @return whether {@code client-auth} is {@code need}
	 */
	public boolean needsClientCertificate() {
		ServerTls tls = this.options.tls();
		return tls != null && tls.needsClientCertificate();
	}

	/**
	 * Returns the path of the page of all registries.
	 * @return the path
	 */
	public String getPath() {
		return this.site.path();
	}

	/**
	 * Returns the URL of the small page at the root, for which nothing is collected.
	 * @return the URL, with the real port; of {@code localhost} where it listens on all
	 * addresses
	 * @throws IllegalStateException if it does not run
	 */
	public URI getUrl() {
		return url("/");
	}

	/**
	 * Returns the URL of the page of all registries.
	 * @return the URL, with the real port; of {@code localhost} where it listens on all
	 * addresses
	 * @throws IllegalStateException if it does not run
	 */
	public URI getMetricsUrl() {
		return url(getPath());
	}

	private URI url(String path) {
		String address = getAddress();
		String host = (address.isEmpty() || address.equals("0.0.0.0") || address.equals("::")) ? "localhost" : address;
		String target = (host.contains(":") && !host.startsWith("[")) ? "[" + host + "]" : host;
		return URI.create((isSecure() ? "https://" : "http://") + target + ":" + getPort() + MetricsSite.encoded(path));
	}

}
