package dev.fennel.exposition;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NegotiationTests {

	private static final String PROMETHEUS_2_42 = "application/openmetrics-text;version=1.0.0,"
			+ "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

	private static final String PROMETHEUS_2_53 = "application/openmetrics-text;version=1.0.0;q=0.5,"
			+ "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

	private static final String PROMETHEUS_3_5 = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
			+ "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
			+ "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

	private static final String NATIVE = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
			+ "encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

	@Test
	void prometheus242GetsOpenMetrics() {
		assertThat(Negotiation.of(PROMETHEUS_2_42).contentType())
			.isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
	}

	@Test
	void prometheus253GetsOpenMetrics() {
		assertThat(Negotiation.of(PROMETHEUS_2_53).contentType())
			.isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
	}

	@Test
	void prometheus3GetsOpenMetricsWithTheEscapingThatWasUsed() {
		assertThat(Negotiation.of(PROMETHEUS_3_5).contentType())
			.isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=" + utf8OrUnderscores());
	}

	@Test
	void nativeHistogramsGetProtobuf() {
		assertThat(Negotiation.of(NATIVE).contentType()).isEqualTo(
				"application/vnd.google.protobuf; " + "proto=io.prometheus.client.MetricFamily; encoding=delimited");
	}

	@Test
	void textOneZeroIsGivenToWhoNamesIt() {
		assertThat(Negotiation.of("text/plain;version=1.0.0").contentType())
			.isEqualTo("text/plain; version=1.0.0; charset=utf-8; escaping=underscores");
		assertThat(Negotiation.of("text/plain;version=1.0.0;escaping=allow-utf-8").contentType())
			.isEqualTo("text/plain; version=1.0.0; charset=utf-8; escaping=" + utf8OrUnderscores());
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8", "version=abc",
			"text/plain;version=abc", "text/plain;version=9", "text/plain;q=0", "*/*;q=0", ",,;;", ";q=1", "\"",
			"text/plain;q=nonsense", "text/plain;q=2", "application/openmetrics-text;version=0.0.1", "text/*",
			"TEXT/PLAIN", "application/vnd.google.protobuf;encoding=text", "application/openmetrics-text;q=0" })
	void allElseGetsText(@Nullable String accept) {
		Negotiation negotiation = Negotiation.of(accept);
		assertThat(negotiation.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/plain;q=0.5,application/openmetrics-text;q=0.6                       | OPENMETRICS
			text/plain;q=0.6,application/openmetrics-text;q=0.5                       | TEXT
			application/openmetrics-text,text/plain                                   | OPENMETRICS
			text/plain,application/openmetrics-text                                   | TEXT
			application/openmetrics-text;q=nonsense,text/plain;q=0.1                  | TEXT
			application/openmetrics-text;version=abc,application/vnd.google.protobuf  | PROTOBUF
			application/*                                                             | OPENMETRICS
			application/*,application/openmetrics-text;q=0                            | PROTOBUF
			*/*;q=0.9,text/plain;q=0.1                                                | OPENMETRICS
			text/plain;q=0.1,text/plain;version=0.0.4,application/openmetrics-text;q=0.5 | TEXT
			application/openmetrics-text; version="1.0.0"                             | OPENMETRICS
			text/plain;version=0.0.4,text/plain;version=1.0.0                         | TEXT
			""")
	void weightsAndSpecificityDecide(String accept, Format format) {
		assertThat(Negotiation.of(accept).format()).isEqualTo(format);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "GZIP", "deflate, gzip;q=0.1", "*", "gzip;q=1.0,*;q=0", "br,*;q=0.5" })
	void gzipWhereItIsAccepted(String header) {
		assertThat(Negotiation.acceptsGzip(header)).isTrue();
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "gzip;q=0", "identity", "*;q=0", "gzip;q=0,*", "gzip;q=nonsense", "x-gzipped" })
	void noGzipWhereItIsNot(@Nullable String header) {
		assertThat(Negotiation.acceptsGzip(header)).isFalse();
	}

	private static String utf8OrUnderscores() {
		return Escaping.ALLOW_UTF_8.isKnown() ? "allow-utf-8" : Escaping.UNDERSCORES.name().toLowerCase(Locale.ROOT);
	}

}
