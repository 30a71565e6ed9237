package dev.fennel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.PushMetrics;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.client.MeteredRestClients;
import dev.fennel.health.ReadinessCheck;
import dev.fennel.push.MetricsPusher;
import dev.fennel.push.PushException;
import dev.fennel.web.RequestLabels;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

/**
 * The code that README shows.
 */
final class ReadmeSnippets {

	private static final Log logger = LogFactory.getLog(ReadmeSnippets.class);

	private ReadmeSnippets() {
	}

	@Service
	class Deliveries {

		private final Carriers carriers;

		Deliveries(Carriers carriers) {
			this.carriers = carriers;
		}

		@Timed(value = "delivery_duration_seconds", help = "Time until the carrier has the parcel",
				labels = { "carrier=#{#parcel.carrier}", "hall=north" })
		@CountExceptions(exceptions = IOException.class)
		@TrackInProgress
		CompletableFuture<Receipt> send(Parcel parcel) throws IOException {
			return this.carriers.send(parcel);
		}

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

	@Service
	class Catalogue {

		private final DistributionDataPoint durations;

		private final GaugeDataPoint running;

		private final MetricFamily<DistributionDataPoint> loads;

		private final ExceptionCounter failures;

		Catalogue(MetricFactory metrics) {
			this.durations = metrics.histogram("search_duration_seconds").register().labelValues();
			this.running = metrics.gauge("searches_in_progress").register().labelValues();
			this.loads = metrics.histogram("load_duration_seconds").labels("format").register();
			MetricFamily<CounterDataPoint> family = metrics.counter("load_failures").labels("exception").register();
			this.failures = ExceptionCounter.byName((name) -> family.labelValues(name).inc(), IOException.class);
		}

		List<String> search(String text) throws IOException {
			return Measured.time(this.durations::observe, () -> lookUp(text));
		}

		CompletableFuture<List<String>> searchLater(String text) {
			return Measured.trackInProgress(this.running::inc, () -> lookUpLater(text));
		}

		void load(Path file) throws IOException {
			try (Stopwatch watch = Stopwatch.start(this.loads.labelValues("unreadable")::observe)) {
				String format = Measured.countExceptions(this.failures, () -> read(file));
				watch.observer(this.loads.labelValues(format)::observe);
			}
		}

		private List<String> lookUp(String text) throws IOException {
			throw new FileNotFoundException(text);
		}

		private CompletableFuture<List<String>> lookUpLater(String text) {
			return CompletableFuture.completedFuture(List.of(text));
		}

		private String read(Path file) throws IOException {
			throw new FileNotFoundException(file.toString());
		}

	}

	@Service
	class Warehouse {

		private final MetricFamily<CounterDataPoint> parcels;

		private final StateDataPoint<Gate> gate;

		private final GaugeDataPoint lastDelivery;

		Warehouse(MetricFactory metrics) {
			this.parcels = metrics.counter("parcels_total").labels("carrier", "outcome").exemplars().register();
			this.gate = metrics.states("gate", Gate.class).registerSingle();
			this.lastDelivery = metrics.gauge("last_delivery_timestamp_seconds").registerSingle();
			metrics.info("hall").registerSingle().set("floor", "2", "plan", "b");
		}

		void delivered(String carrier, String order) {
			this.parcels.labels("outcome", "delivered", "carrier", carrier)
				.incWithExemplar(1, ExemplarLabels.of("order", order));
			this.gate.set(Gate.OPEN);
			Gauges.setToCurrentTime(this.lastDelivery);
		}

		void dismissed(String carrier) {
			this.parcels.removeMatching(Map.of("carrier", carrier));
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

	@Service
	class Closing {

		private final MetricsPusher pusher;

		Closing(MetricsPusher pusher) {
			this.pusher = pusher;
		}

		void close() {
			try {
				this.pusher.push();
			}
			catch (PushException ex) {
				logger.warn("The day was closed, but nobody sees it: " + ex.getMessage());
			}
		}

	}

	@Component
	class Reports {

		@Scheduled(cron = "0 0 3 * * *")
		@PushMetrics(job = "report")
		void write() throws IOException {
			Files.copy(Path.of("today.csv"), Path.of("report.csv"), StandardCopyOption.REPLACE_EXISTING);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MetricsSecurity {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain metricsChain(HttpSecurity http) throws Exception {
			return http.securityMatcher("/metrics", "/metrics/*", "/health", "/ready")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PaymentsHealth {

		@Bean
		ReadinessCheck paymentsReadinessCheck(Payments payments) {
			return () -> payments.ping() < 500;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PriceClients {

		@Bean
		Prices prices(MeteredRestClients clients) {
			return new Prices(clients.meter(RestClient.create("https://prices.example")));
		}

	}

	record Prices(RestClient client) {
	}

	interface Payments {

		long ping() throws IOException;

	}

	interface Carriers {

		CompletableFuture<Receipt> send(Parcel parcel) throws IOException;

	}

	record Parcel(String carrier) {
	}

	record Receipt(String number) {
	}

	enum Gate {

		SHUT, OPEN

	}

}
