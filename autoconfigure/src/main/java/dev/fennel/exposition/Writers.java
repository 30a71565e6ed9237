package dev.fennel.exposition;

import java.util.EnumMap;
import java.util.Map;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

/**
 * The writers of all formats: Fennel's for text, those of the client for the rest, set up
 * by their builders: what the client makes by default writes the timestamps of samples in
 * seconds on the text page, where they are milliseconds.
 */
final class Writers {

	private static final String END_OF_OPENMETRICS = "# EOF\n";

	private final Map<Escaping, PageWriter> text = new EnumMap<>(Escaping.class);

	private final Map<Escaping, PageWriter> openMetrics = new EnumMap<>(Escaping.class);

	private final Map<Escaping, PageWriter> protobuf = new EnumMap<>(Escaping.class);

	Writers(WriterOptions options) {
		LineBudget budget = new LineBudget(options.cacheSize());
		ExpositionFormatWriter clientText = text(options.createdSeries());
		ExpositionFormatWriter clientOpenMetrics = OpenMetricsTextFormatWriter.builder()
			.setCreatedTimestampsEnabled(options.createdSeries())
			.build();
		ExpositionFormatWriter clientProtobuf = new PrometheusProtobufWriter();
		for (Escaping escaping : Escaping.values()) {
			boolean own = !options.useClient() && escaping.keepsOrder();
			ClientPage page = new ClientPage(clientText, escaping, "");
			// Created series stand behind all families of the text page
			this.text.put(escaping,
					(own && !options.createdSeries()) ? new LineWriter(page, false, budget)::write : page::write);
			ClientPage openMetricsPage = new ClientPage(clientOpenMetrics, escaping, END_OF_OPENMETRICS);
			this.openMetrics.put(escaping,
					own ? new LineWriter(openMetricsPage, true, budget)::write : openMetricsPage::write);
			this.protobuf.put(escaping, new ClientPage(clientProtobuf, escaping, "")::write);
		}
	}

	PageWriter get(Format format, Escaping escaping) {
		Map<Escaping, PageWriter> writers = switch (format) {
			case TEXT, TEXT_1_0 -> this.text;
			case OPENMETRICS -> this.openMetrics;
			case PROTOBUF -> this.protobuf;
		};
		PageWriter writer = writers.get(escaping);
		if (writer == null) {
			throw new IllegalStateException("No writer for " + escaping);
		}
		return writer;
	}

	@SuppressWarnings("deprecation") // on newer clients, where it is the default
	static ExpositionFormatWriter text(boolean createdSeries) {
		return PrometheusTextFormatWriter.builder()
			.setIncludeCreatedTimestamps(createdSeries)
			.setTimestampsInMs(true)
			.build();
	}

}
