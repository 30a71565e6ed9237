package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageSinkTests {

	private static final int NUMBERS = 200_000;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final PageSink sink = new PageSink(this.out);

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.0, 1, -1, 9_999_999, 9_999_999.5, 1e7, -1e7, 1e-3, 9.999e-4, 123456789,
			Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, 9007199254740993.0, Long.MAX_VALUE, Long.MIN_VALUE })
	void writesNumbersAsTheJdkDoes(double number) throws IOException {
		this.sink.write(number);
		assertThat(written()).isEqualTo(Double.toString(number));
	}

	@Test
	void writesInfinitiesAsTheFormatsHaveThem() throws IOException {
		this.sink.write(Double.POSITIVE_INFINITY);
		this.sink.write(' ');
		this.sink.write(Double.NEGATIVE_INFINITY);
		assertThat(written()).isEqualTo("+Inf -Inf");
	}

	@Test
	void writesAnyNumbersAsTheJdkDoes() throws IOException {
		Random random = new Random(7);
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < NUMBERS; i++) {
			double number = switch (i % 3) {
				case 0 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
				case 1 -> random.nextInt(20_000_000) - 10_000_000;
				default -> random.nextInt() / 8.0;
			};
			long whole = random.nextLong() >> random.nextInt(64);
			this.sink.write(number);
			this.sink.write('\n');
			this.sink.write(whole);
			this.sink.write('\n');
			expected.append(number).append('\n').append(whole).append('\n');
		}
		assertThat(written().replace("+Inf", "Infinity").replace("-Inf", "-Infinity")).isEqualTo(expected.toString());
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 9, 10, 99, 100, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1_000_000_000_000_000_000L, -1,
			Long.MIN_VALUE })
	void writesWholeNumbersToTheirLimits(long number) throws IOException {
		this.sink.write(number);
		assertThat(written()).isEqualTo(Long.toString(number));
	}

	@ParameterizedTest
	@CsvSource({ "0,0.000", "1,0.001", "10,0.010", "999,0.999", "1000,1.000", "1700000000123,1700000000.123" })
	void writesSecondsWithThreeDecimals(long millis, String seconds) throws IOException {
		this.sink.writeSeconds(millis);
		assertThat(written()).isEqualTo(seconds);
	}

	@Test
	void handsOnWhatIsLongerThanItsBuffer() throws IOException {
		byte[] large = new byte[100_000];
		large[99_999] = 'x';
		this.sink.write('a');
		this.sink.write(large);
		this.sink.write('b');
		this.sink.flush();
		assertThat(this.out.size()).isEqualTo(100_002);
		assertThat(written()).startsWith("a\0").endsWith("xb");
	}

	private String written() throws IOException {
		this.sink.flush();
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
