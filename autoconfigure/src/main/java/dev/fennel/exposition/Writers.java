package dev.fennel.exposition;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

/**
 * The client's writers, set up by their builders: what the client makes by default writes
 * the timestamps of samples in seconds on the text page, where they are milliseconds.
 */
final class Writers {

	private final ExpositionFormatWriter text;

	private final ExpositionFormatWriter openMetrics;

	private final ExpositionFormatWriter protobuf = new PrometheusProtobufWriter();

	Writers(boolean createdSeries) {
		this.text = text(createdSeries);
		this.openMetrics = OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(createdSeries).build();
	}

	ExpositionFormatWriter get(Format format) {
		return switch (format) {
			case TEXT, TEXT_1_0 -> this.text;
			case OPENMETRICS -> this.openMetrics;
			case PROTOBUF -> this.protobuf;
		};
	}

	@SuppressWarnings("deprecation") // on newer clients, where it is the default
	private static ExpositionFormatWriter text(boolean createdSeries) {
		return PrometheusTextFormatWriter.builder()
			.setIncludeCreatedTimestamps(createdSeries)
			.setTimestampsInMs(true)
			.build();
	}

}
