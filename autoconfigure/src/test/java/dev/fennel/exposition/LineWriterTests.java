package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LineWriterTests {

	private static final int REGISTRIES = 400;

	private static final int PAGES = 6;

	@ParameterizedTest
	@EnumSource
	void textIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.TEXT, escaping, false);
	}

	@ParameterizedTest
	@EnumSource
	void textWithCreatedSeriesIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.TEXT, escaping, true);
	}

	@ParameterizedTest
	@EnumSource
	void openMetricsIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.OPENMETRICS, escaping, false);
	}

	@ParameterizedTest
	@EnumSource
	void openMetricsWithCreatedSeriesIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.OPENMETRICS, escaping, true);
	}

	private static void assertSame(Format format, Escaping escaping, boolean createdSeries) throws IOException {
		PageWriter client = new Writers(new WriterOptions(createdSeries, 0)).get(format, escaping);
		PageWriter own = new Writers(WriterOptions.withCreatedSeries(createdSeries)).get(format, escaping);
		for (int seed = 0; seed < REGISTRIES; seed++) {
			RandomFamilies families = new RandomFamilies(seed);
			for (int i = 0; i < PAGES; i++) {
				MetricSnapshots page = families.page();
				assertThat(text(own, page)).as("Page %d of registry %d", i, seed).isEqualTo(text(client, page));
			}
		}
	}

	private static String text(PageWriter writer, MetricSnapshots page) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		writer.write(page, out);
		return out.toString(StandardCharsets.UTF_8);
	}

}
