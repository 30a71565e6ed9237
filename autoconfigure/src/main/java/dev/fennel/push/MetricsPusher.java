package dev.fennel.push;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.exposition.Exposition;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Pushes to all targets: in intervals, when the application stops, and by hand. Pushes
 * that nobody waits for only count and log. When the application stops its requests have
 * drained, and its beans are still there.
 *
 * @since 0.1.0
 */
public final class MetricsPusher implements SmartLifecycle, AopInfrastructureBean {

	/**
	 * The phase in which the last push is made: after web servers and listeners have
	 * stopped, before executors and schedulers do.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private final List<PushRoute> routes = new ArrayList<>();

	private final Runnable beforeLast;

	private volatile boolean running;

	/**
	 * Creates what pushes.
	 * @param exposition what is pushed
	 * @param plans where to, and when
	 * @param metrics makes the families about pushes
	 * @param beforeLast called before the last push
	 * @throws MetricDefinitionException if two targets have one name
	 */
	public MetricsPusher(Exposition exposition, List<PushPlan> plans, MetricFactory metrics, Runnable beforeLast) {
		PushFamilies families = new PushFamilies(metrics);
		Set<String> names = new HashSet<>();
		for (PushPlan plan : plans) {
			if (!names.add(plan.target().name())) {
				throw new MetricDefinitionException(
						"Two push targets have the name '%s'".formatted(plan.target().name()),
						"Have name() of each PushTarget return another one");
			}
			this.routes.add(new PushRoute(plan, () -> new PushedPage(exposition), families,
					new Failures(metrics, plan.feature())));
		}
		this.beforeLast = beforeLast;
	}

	/**
	 * Pushes now, and replaces all that was pushed before.
	 * @throws PushException if a target did not get it after its last retry, or within
	 * the timeout; others may have
	 */
	public void push() {
		run(Operation.PUSH);
	}

	/**
	 * Pushes now, and leaves families that were pushed before and are not now, where the
	 * target can do that.
	 * @throws PushException if a target did not get it after its last retry, or within
	 * the timeout; others may have
	 */
	public void pushAdd() {
		run(Operation.PUSH_ADD);
	}

	/**
	 * Takes back what was pushed, where the target can do that.
	 * @throws PushException if a target has it still after its last retry, or after the
	 * timeout; others may not
	 */
	public void delete() {
		run(Operation.DELETE);
	}

	/**
	 * Pushes in the background, at the latest when the application stops. Several calls
	 * may lead to one push. Without effect before the start and after the stop.
	 */
	public void pushSoon() {
		this.routes.forEach(PushRoute::pushSoon);
	}

	private void run(Operation operation) {
		Map<PushRoute, Push> pushes = new LinkedHashMap<>();
		this.routes.forEach((route) -> pushes.put(route, route.begin(operation)));
		PushException failure = null;
		for (Map.Entry<PushRoute, Push> push : pushes.entrySet()) {
			failure = await(push.getKey(), push.getValue(), operation, failure);
		}
		if (failure != null) {
			throw failure;
		}
	}

	private static @Nullable PushException await(PushRoute route, Push push, Operation operation,
			@Nullable PushException earlier) {
		try {
			route.await(push);
			return earlier;
		}
		catch (Exception ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			PushException failure = route.failed(operation, ex);
			if (earlier == null) {
				return failure;
			}
			earlier.addSuppressed(failure);
			return earlier;
		}
	}

	@Override
	public synchronized void start() {
		if (!this.running) {
			this.running = true;
			this.routes.forEach(PushRoute::start);
		}
	}

	/**
	 * Ends what is pushed in the background and makes the last push, once, to all targets
	 * at the same time. None takes longer than its timeout.
	 */
	@Override
	public synchronized void stop() {
		if (!this.running) {
			return;
		}
		this.running = false;
		this.beforeLast.run();
		Map<PushRoute, Push> last = new LinkedHashMap<>();
		for (PushRoute route : this.routes) {
			Push push = route.stop();
			if (push != null) {
				last.put(route, push);
			}
		}
		last.forEach(PushRoute::awaitLast);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
