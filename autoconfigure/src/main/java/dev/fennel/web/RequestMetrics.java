package dev.fennel.web;

import dev.fennel.ExemplarSource;
import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of both filters.
 *
 * @since 0.1.0
 */
public final class RequestMetrics implements AopInfrastructureBean {

	private final Failures failures;

	private final OuterMetrics outer;

	private final InnerMetrics inner;

	private final UserLabels userLabels;

	private final RequestListeners listeners;

	private final @Nullable ExemplarSource exemplars;

	private volatile boolean hearing;

	/**
	 * Creates the families.
	 * @param factory where they are made
	 * @param options how requests are measured
	 */
	public RequestMetrics(MetricFactory factory, RequestMetricsOptions options) {
		this.failures = new Failures(factory, "web");
		this.userLabels = new UserLabels(options.labels(), this.failures);
		this.listeners = new RequestListeners(options.listeners(), this.failures);
		this.exemplars = options.exemplars();
		StatusCodes statuses = new StatusCodes(options.groupStatuses());
		RequestFamilies families = new RequestFamilies(factory, options, this.userLabels);
		this.outer = new OuterMetrics(families, statuses, this.userLabels);
		this.inner = new InnerMetrics(families,
				new RouteDurations(families.durations("http_server_request_duration_seconds",
						"Time that a request spent behind all filters, in its handler", "method", "route", "status"),
						statuses, factory.maxSeries()));
	}

	Failures failures() {
		return this.failures;
	}

	OuterMetrics outer() {
		return this.outer;
	}

	InnerMetrics inner() {
		return this.inner;
	}

	UserLabels userLabels() {
		return this.userLabels;
	}

	RequestListeners listeners() {
		return this.listeners;
	}

	/**
	 * What an exemplar of this request says, of whose source the application has a say.
	 */
	@Nullable Labels exemplar() {
		try {
			return (this.exemplars != null) ? this.exemplars.current() : null;
		}
		catch (Throwable ex) {
			this.failures.record("ask for an exemplar", ex);
			return null;
		}
	}

	/**
	 * A container tells the listener of requests, which mocks do not do.
	 */
	void hearOfEnds() {
		if (!this.hearing) {
			this.hearing = true;
		}
	}

	boolean hearsOfEnds() {
		return this.hearing;
	}

}
