package dev.fennel.benchmarks;

import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.LabelStyle;
import dev.fennel.MetricFactory;
import dev.fennel.logging.RequestMdc;
import dev.fennel.web.InnerMetricsFilter;
import dev.fennel.web.OuterMetricsFilter;
import dev.fennel.web.RequestMetrics;
import dev.fennel.web.RequestMetricsOptions;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.FilterChain;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * The filter chains that are compared, as Boot makes them when nothing is configured.
 */
final class Chains {

	private static final List<String> EXCLUDED = List.of("/metrics/**", "/health", "/ready", "/favicon.ico",
			"/actuator/**");

	private Chains() {
	}

	static FilterChain fennel(GuardedRegistry registry, FilterChain handler) {
		return fennel(registry, RequestMetricsOptions.defaults(), handler);
	}

	/**
	 * With route and duration in the MDC, as it is in an application without a tracer.
	 */
	static FilterChain fennelWithMdc(GuardedRegistry registry, FilterChain handler) {
		return fennel(registry, new RequestMetricsOptions(List.of(), List.of(), false, LabelStyle.SHORT, List.of(),
				List.of(new RequestMdc()), null), handler);
	}

	private static FilterChain fennel(GuardedRegistry registry, RequestMetricsOptions options, FilterChain handler) {
		RequestMetrics metrics = new RequestMetrics(MetricFactory.with(registry).build(), options);
		FilterChain inner = new FilteredChain(new InnerMetricsFilter(metrics), handler);
		return new FilteredChain(new OuterMetricsFilter(metrics, EXCLUDED), inner);
	}

	static FilterChain micrometer(MeterRegistry registry, FilterChain handler) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
		return new FilteredChain(
				new ServerHttpObservationFilter(observations, new DefaultServerRequestObservationConvention()),
				handler);
	}

	static PrometheusMeterRegistry meterRegistry(boolean buckets) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM);
		if (buckets) {
			registry.config().meterFilter(new BucketsFilter());
		}
		return registry;
	}

	/**
	 * What {@code management.metrics.distribution.percentiles-histogram} sets.
	 */
	private static final class BucketsFilter implements MeterFilter {

		@Override
		public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
			return DistributionStatisticConfig.builder().percentilesHistogram(true).build().merge(config);
		}

	}

}
