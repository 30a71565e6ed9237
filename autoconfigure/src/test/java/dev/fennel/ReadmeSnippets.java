package dev.fennel;

import java.util.List;

import dev.fennel.web.RequestLabels;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/**
 * The code that README shows.
 */
final class ReadmeSnippets {

	private ReadmeSnippets() {
	}

	@Service
	class Checkout {

		private final MetricFamily<CounterDataPoint> orders;

		Checkout(MetricFactory metrics) {
			this.orders = metrics.counter("orders_total")
				.help("Orders by how they were paid")
				.labels("payment")
				.register();
		}

		void order(String payment) {
			this.orders.labelValues(payment).inc();
		}

	}

	@Component
	class TenantLabel implements RequestLabels {

		@Override
		public List<String> names() {
			return List.of("tenant");
		}

		@Override
		public @Nullable String value(String name, HttpServletRequest request, HttpServletResponse response,
				@Nullable Throwable error) {
			return request.getHeader("X-Tenant");
		}

	}

}
