package dev.fennel.discovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Registers this process when all else has started, and takes that back before what was
 * registered stops.
 *
 * @since 0.1.0
 */
public final class Registrations implements SmartLifecycle, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(Registrations.class);

	private static final Duration PATIENCE = Duration.ofSeconds(6);

	private final List<ServiceRegistrar> registrars;

	private final Supplier<@Nullable ServiceInstance> instance;

	private final IntSupplier phase;

	private final Duration refresh;

	private final Failures failures;

	private final List<Registration> running = new CopyOnWriteArrayList<>();

	/**
	 * Creates what registers.
	 * @param registrars with whom
	 * @param instance what, asked for at the start; null if there is nothing
	 * @param phase the phase, asked for at the start and again at the stop, when it is to
	 * be above that of what was registered
	 * @param refresh the time between two looks whether a registration still holds
	 * @param failures where attempts that fail are counted
	 * @throws MetricDefinitionException if there is nobody to register with, or the time
	 * is not positive
	 */
	public Registrations(List<ServiceRegistrar> registrars, Supplier<@Nullable ServiceInstance> instance,
			IntSupplier phase, Duration refresh, Failures failures) {
		if (registrars.isEmpty()) {
			throw new MetricDefinitionException(
					"fennel.discovery.enabled is true, but there is nothing to register with",
					"Set fennel.discovery.consul.address or fennel.discovery.file.path, or define a bean of"
							+ " ServiceRegistrar");
		}
		if (refresh.toMillis() < 1) {
			throw new MetricDefinitionException("fennel.discovery.refresh is %s".formatted(refresh),
					"Set a positive duration such as 30s");
		}
		this.registrars = List.copyOf(registrars);
		this.instance = instance;
		this.phase = phase;
		this.refresh = refresh;
		this.failures = failures;
	}

	/**
	 * Starts to register, in the background but for what is required.
	 * @throws MetricDefinitionException if registering is required, and fails
	 */
	@Override
	public synchronized void start() {
		if (!this.running.isEmpty()) {
			return;
		}
		ServiceInstance found = this.instance.get();
		if (found == null) {
			logger.warn("Nothing is registered: the metrics are neither on a port of their own nor on one of the"
					+ " application's.");
			return;
		}
		try {
			for (ServiceRegistrar registrar : this.registrars) {
				Registration registration = new Registration(registrar, found, this.refresh, this.failures);
				registration.start();
				this.running.add(registration);
			}
		}
		catch (MetricDefinitionException ex) {
			stop();
			throw ex;
		}
	}

	@Override
	public synchronized void stop() {
		this.running.forEach(Registration::stop);
		long end = System.nanoTime() + PATIENCE.toNanos();
		this.running.forEach((registration) -> registration.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
		this.running.clear();
	}

	@Override
	public boolean isRunning() {
		return !this.running.isEmpty();
	}

	@Override
	public int getPhase() {
		return this.phase.getAsInt();
	}

	/**
	 * Returns whether this process is registered with all registrars.
	 * @return whether it is, as far as is known
	 */
	public boolean isRegistered() {
		return isRunning() && this.running.stream().allMatch(Registration::isRegistered);
	}

	/**
	 * Returns with whom this process is registered.
	 * @return whether it is registered, by the descriptions of the registrars
	 */
	public Map<String, Boolean> getStates() {
		Map<String, Boolean> states = new LinkedHashMap<>();
		this.running.forEach((registration) -> states.put(registration.description(), registration.isRegistered()));
		return states;
	}

}
