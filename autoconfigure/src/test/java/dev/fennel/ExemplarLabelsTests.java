package dev.fennel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExemplarLabelsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).build();

	@Test
	void labelsAreThoseGiven() {
		assertThat(ExemplarLabels.of("order", "7", "shop", "").equals(Labels.of("order", "7", "shop", ""))).isTrue();
		assertThat(ExemplarLabels.of().isEmpty()).isTrue();
	}

	@Test
	void namesAndValuesHave128CodePointsAtMost() {
		String star = "\uD83C\uDF1F";
		assertThat(ExemplarLabels.of("id", star.repeat(126)).get("id")).hasSize(252);
		assertThatIllegalArgumentException().isThrownBy(() -> ExemplarLabels.of("a", "b", "id", star.repeat(125)))
			.withMessage(
					"The labels [a, id] of the exemplar and their values have 129 characters, OpenMetrics allows 128");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1a", "a-b", "a.b", "__a", "\u00E9" })
	void namesAreThoseThatPrometheusAccepts(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> ExemplarLabels.of(name, "1"))
			.withMessage("The exemplar has the label '%s', which is not a name that Prometheus accepts", name);
	}

	@Test
	void namesWithoutValueAndNamesTwiceAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ExemplarLabels.of("a", "1", "b"))
			.withMessage("The exemplar was given [a, 1, b], which are no pairs of a name and a value");
		assertThatIllegalArgumentException().isThrownBy(() -> ExemplarLabels.of("a", "1", "a", "2"))
			.withMessage("The exemplar was given 'a' twice: [a, 1, a, 2]");
		assertThatIllegalArgumentException().isThrownBy(() -> ExemplarLabels.of("a", null))
			.withMessage("The exemplar was given no value for 'a'");
	}

	@Test
	void nothingIsRecordedWhereTheLabelsAreRefused() {
		CounterDataPoint counter = this.factory.counter("orders").exemplars().registerSingle();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> counter.incWithExemplar(1, ExemplarLabels.of("id", "x".repeat(127))));
		assertThat(counter.get()).isZero();
	}

	@Test
	void familiesKeepExemplarsIfAskedTo() throws IOException {
		CounterDataPoint counter = this.factory.counter("orders").exemplars().registerSingle();
		DistributionDataPoint histogram = this.factory.histogram("wait_seconds").exemplars().registerSingle();
		counter.incWithExemplar(2, ExemplarLabels.of("order", "7"));
		histogram.observeWithExemplar(0.02, ExemplarLabels.of("order", "8"));
		assertThat(openMetrics()).contains("orders_total 2.0 # {order=\"7\"} 2.0 ")
			.contains("wait_seconds_bucket{le=\"0.025\"} 1 # {order=\"8\"} 0.02 ");
	}

	@Test
	void otherFamiliesKeepNone() throws IOException {
		this.factory.counter("orders").registerSingle().incWithExemplar(1, ExemplarLabels.of("order", "7"));
		this.factory.histogram("wait_seconds").registerSingle().observeWithExemplar(1, ExemplarLabels.of("order", "7"));
		assertThat(openMetrics()).contains("orders_total 1.0").doesNotContain("order=");
	}

	@Test
	void onlyCountersAndHistogramsHaveThem() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.gauge("stock").exemplars())
			.withMessage("'stock' is a gauge and has no exemplars");
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.info("build").exemplars())
			.withMessage("'build' is an info and has no exemplars");
	}

	@Test
	void twoAskersMustAgree() {
		this.factory.counter("orders").register();
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.counter("orders").exemplars().register())
			.withMessageContaining("a counter with the labels [], exemplars and the help ''");
	}

	private String openMetrics() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		OpenMetricsTextFormatWriter.builder().build().write(out, this.registry.scrape());
		return out.toString(StandardCharsets.UTF_8);
	}

}
