package dev.fennel;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UpDownCounterTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.commonLabels(Map.of("region", "eu"))
		.maxSeries(1)
		.build();

	@Test
	void looksAsAGaugeOfTheClient() {
		MetricFamily<GaugeDataPoint> family = this.factory.upDownCounter("in_progress")
			.help("What is in progress")
			.labels("kind")
			.register();
		family.labelValues("a").inc(3);
		family.labelValues("a").dec();
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP in_progress What is in progress
				# TYPE in_progress gauge
				in_progress{kind="a",region="eu"} 2.0
				""");
	}

	@Test
	void folded() {
		MetricFamily<GaugeDataPoint> family = this.factory.upDownCounter("in_progress").labels("kind").register();
		family.labelValues("a").inc();
		family.labelValues("b").inc();
		family.labelValues("c").incWithExemplar(2, Labels.EMPTY);
		family.labelValues("b").dec();
		assertThat(Scrapes.of(this.registry).samples())
			.containsEntry("in_progress{kind=\"__other__\",region=\"eu\"}", 2.0)
			.containsEntry("fennel_series_folded_total{family=\"in_progress\",region=\"eu\"}", 3.0);
	}

	@Test
	void closedLabelsAreKeptWhenFolded(CapturedOutput output) {
		MetricFamily<GaugeDataPoint> family = this.factory.upDownCounter("in_progress")
			.labels("kind", "method")
			.closed("method")
			.register();
		family.labelValues("a", "GET").inc();
		family.labelValues("b", "GET").inc();
		family.labelValues("c", "GET").inc();
		family.labelValues("b", "PUT").inc();
		family.labelValues("c", "GET").dec();
		assertThat(Scrapes.of(this.registry).samples())
			.containsEntry("in_progress{kind=\"a\",method=\"GET\",region=\"eu\"}", 1.0)
			.containsEntry("in_progress{kind=\"__other__\",method=\"GET\",region=\"eu\"}", 1.0)
			.containsEntry("in_progress{kind=\"__other__\",method=\"PUT\",region=\"eu\"}", 1.0);
		assertThat(output.getAll()).containsOnlyOnce("'in_progress' holds 1 label sets");
	}

	@Test
	void setAndRemoved() {
		MetricFamily<GaugeDataPoint> family = this.factory.upDownCounter("in_progress").labels("kind").register();
		GaugeDataPoint point = family.labelValues("a");
		point.set(5);
		point.setWithExemplar(4, Labels.EMPTY);
		assertThat(point.get()).isEqualTo(4);
		family.remove("a");
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("in_progress{");
	}

	@Test
	void whatOthersEndIsNeverLessThanNothing() throws InterruptedException {
		GaugeDataPoint point = this.factory.upDownCounter("in_progress").registerSingle();
		BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();
		ExecutorService executor = Executors.newFixedThreadPool(4);
		CountDownLatch done = new CountDownLatch(4);
		for (int t = 0; t < 4; t++) {
			boolean begins = t % 2 == 0;
			executor.execute(() -> {
				for (int i = 0; i < 200_000; i++) {
					if (begins) {
						point.inc();
						begun.add(true);
					}
					else {
						Boolean unused = taken(begun);
						point.dec();
					}
				}
				done.countDown();
			});
		}
		double least = 0;
		while (done.getCount() > 0) {
			least = Math.min(least, point.get());
		}
		executor.shutdown();
		assertThat(least).isZero();
		assertThat(point.get()).isZero();
	}

	private static Boolean taken(BlockingQueue<Boolean> begun) {
		try {
			return begun.take();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whatIsNoNumberIsSetAnew() {
		GaugeDataPoint point = this.factory.upDownCounter("in_progress").registerSingle();
		point.inc();
		for (double odd : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }) {
			point.set(odd);
			assertThat(Double.compare(point.get(), odd)).isZero();
			point.set(4);
			assertThat(point.get()).isEqualTo(4);
		}
		point.dec();
		assertThat(point.get()).isEqualTo(3);
	}

	@Test
	void manyThreadsLoseNothing() throws InterruptedException {
		GaugeDataPoint point = this.factory.upDownCounter("in_progress").registerSingle();
		int threads = 16;
		CountDownLatch done = new CountDownLatch(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int t = 0; t < threads; t++) {
			executor.execute(() -> {
				for (int i = 0; i < 100_000; i++) {
					point.inc();
					point.dec();
				}
				point.inc();
				done.countDown();
			});
		}
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		executor.shutdown();
		assertThat(point.get()).isEqualTo(threads);
	}

}
