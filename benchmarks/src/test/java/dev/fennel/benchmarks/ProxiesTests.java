package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it is compared for.
 */
class ProxiesTests {

	@Test
	void allExtendTheClassAndCallTheMethod() {
		for (Work work : new Work[] { Proxies.emptyInterceptor(), Proxies.emptyAspect(),
				Proxies.fennel(new GuardedRegistry()), Proxies.micrometer(Chains.meterRegistry(false)) }) {
			assertThat(AopUtils.isCglibProxy(work)).isTrue();
			assertThat(work.plain(1) + work.timed(1) + work.allFour(1)).isEqualTo(3);
		}
	}

	@Test
	void fennelTimesAndCounts() {
		GuardedRegistry registry = new GuardedRegistry();
		Work work = Proxies.fennel(registry);
		work.timed(1);
		work.allFour(1);
		assertThat(registry.scrape("method_duration_seconds"::equals).stream()).map(HistogramSnapshot.class::cast)
			.flatMap(HistogramSnapshot::getDataPoints)
			.extracting(HistogramSnapshot.HistogramDataPointSnapshot::getCount)
			.containsExactly(1L, 1L);
		assertThat(registry.scrape("method_calls"::equals).stream()).map(CounterSnapshot.class::cast)
			.flatMap(CounterSnapshot::getDataPoints)
			.extracting(CounterSnapshot.CounterDataPointSnapshot::getValue)
			.containsExactly(1.0);
	}

	@Test
	void micrometerTimesAndCounts() {
		PrometheusMeterRegistry registry = Chains.meterRegistry(false);
		Work work = Proxies.micrometer(registry);
		work.timed(1);
		work.allFour(1);
		assertThat(registry.scrape()).containsPattern("method_timed_seconds_count\\{.*method=\"timed\".*} 1\n")
			.containsPattern("method_timed_seconds_count\\{.*method=\"allFour\".*} 1\n")
			.containsPattern("method_counted_total\\{.*method=\"allFour\".*} 1.0\n");
	}

}
