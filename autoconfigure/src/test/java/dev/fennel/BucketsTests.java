package dev.fennel;

import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BucketsTests {

	@Test
	void linearBoundsAreEquallyFarFromEachOther() {
		assertThat(Buckets.linear(-15, 5, 6)).containsExactly(-15, -10, -5, 0, 5, 10);
	}

	@Test
	void linearBoundsHaveNoDustBehindTheComma() {
		assertThat(Buckets.linear(0.1, 0.1, 8)).containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 0", "1, 1, -1", "1, 0, 1", "1, -1, 3", "NaN, 1, 3", "1, Infinity, 3", "1e300, 1, 3",
			"1e308, 1e308, 3" })
	void impossibleLinearBoundsAreRefusedWithASentence(double start, double width, int count) {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> Buckets.linear(start, width, count))
			.withMessage(
					"Linear buckets with the start %s, the width %s and the count %d are not finite numbers that rise"
						.formatted(start, width, count))
			.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
	}

	@Test
	void exponentialBoundsAreMultiplesOfTheOneBefore() {
		assertThat(Buckets.exponential(100, 1.2, 3)).containsExactly(100, 120, 144);
		assertThat(Buckets.exponential(0.1, 1.5, 4)).containsExactly(0.1, 0.15, 0.225, 0.3375);
	}

	@ParameterizedTest
	@CsvSource({ "1, 2, 0", "0, 2, 1", "-1, 2, 1", "1, 1, 1", "1, 0.5, 1", "1, NaN, 3", "Infinity, 2, 3",
			"1, 10, 400" })
	void impossibleExponentialBoundsAreRefusedWithASentence(double start, double factor, int count) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> Buckets.exponential(start, factor, count))
			.withMessage(
					"Exponential buckets with the start %s, the factor %s and the count %d are not finite numbers that rise"
						.formatted(start, factor, count))
			.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
	}

	@Test
	void powersStartAtTheLowerExponentAndHaveZeroBeforeThemIfAskedFor() {
		assertThat(Buckets.powersOf(2, 4, 0, true)).containsExactly(0, 1, 2, 4, 8);
		assertThat(Buckets.powersOf(2, 3, 4, false)).containsExactly(16, 32, 64);
		assertThat(Buckets.powersOf(10, 4, -3, true)).containsExactly(0, 0.001, 0.01, 0.1, 1);
	}

	@ParameterizedTest
	@CsvSource({ "2, 0, 0", "1, 1, 1", "0.5, 1, 1", "NaN, 3, 0", "10, 3, 308", "10, 2, -400", "2, 3, 2147483647",
			"2, 3, -2147483648" })
	void impossiblePowersAreRefusedWithASentence(double base, int count, int lower) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> Buckets.powersOf(base, count, lower, true))
			.withMessage("Buckets of %d powers of %s from the exponent %d on are not finite numbers that rise"
				.formatted(count, base, lower))
			.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
	}

	@Test
	void boundsAreThoseOfTheHistogram() {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory.with(registry)
			.build()
			.histogram("wait_seconds")
			.buckets(Buckets.linear(1, 0.1, 3))
			.registerSingle()
			.observe(1.15);
		assertThat(Scrapes.of(registry).samples()).containsEntry("wait_seconds_bucket{le=\"1.1\"}", 0.0)
			.containsEntry("wait_seconds_bucket{le=\"1.2\"}", 1.0);
	}

}
