package dev.fennel.autoconfigure.discovery;

import java.util.function.Supplier;

import dev.fennel.autoconfigure.ApplicationPort;
import dev.fennel.autoconfigure.OwnHost;
import dev.fennel.discovery.ServiceInstance;
import dev.fennel.exporter.MetricsServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * What is registered: the port of its own where metrics have one, else the application's.
 */
final class FoundInstance implements Supplier<@Nullable ServiceInstance> {

	private static final String ENDPOINT = "fennelMetricsHandlerMapping";

	private static final String CHECK = "/health";

	private static final String CHECK_BEAN = "fennelHealthPage";

	private final ApplicationContext context;

	private final ObjectProvider<MetricsServer> server;

	private final String host;

	private final String path;

	FoundInstance(ApplicationContext context, ObjectProvider<MetricsServer> server, String host, String path) {
		this.context = context;
		this.server = server;
		this.host = host;
		this.path = path;
	}

	@Override
	public @Nullable ServiceInstance get() {
		MetricsServer own = running();
		if (own != null) {
			return new ServiceInstance(name(), OwnHost.of(this.host, own.getAddress()), own.getPort(),
					own.isSecure() ? "https" : "http", own.getPath(), own.needsClientCertificate() ? null : "/");
		}
		return ofTheApplication();
	}

	/**
	 * Whether it is the port of its own that is registered.
	 */
	boolean isOwnPort() {
		return running() != null;
	}

	private @Nullable MetricsServer running() {
		MetricsServer own = this.server.getIfUnique();
		return (own != null && own.isRunning()) ? own : null;
	}

	private @Nullable ServiceInstance ofTheApplication() {
		Environment environment = this.context.getEnvironment();
		ApplicationPort application = ApplicationPort.of(environment);
		if (application.port() == null || !this.context.containsBean(ENDPOINT)) {
			return null;
		}
		return new ServiceInstance(name(), OwnHost.of(this.host, environment.getProperty("server.address", "")),
				application.port(), application.scheme(), application.prefix() + this.path,
				this.context.containsBean(CHECK_BEAN) ? application.prefix() + CHECK : null);
	}

	private String name() {
		return this.context.getEnvironment().getProperty("spring.application.name", "application");
	}

}
