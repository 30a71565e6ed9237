package dev.fennel.multiprocess;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExactSumTests {

	@Test
	void isThatOfArithmeticWithoutABound() {
		Random random = new Random(7);
		for (int round = 0; round < 100_000; round++) {
			List<Double> numbers = numbers(random);
			BigDecimal exact = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
			ExactSum sum = sum(numbers);
			assertThat(sum.rounded()).as("%s", numbers).isEqualTo(exact.doubleValue());
			double floor = sum.floor();
			assertThat(new BigDecimal(floor)).as("%s", numbers).isLessThanOrEqualTo(exact);
			assertThat(new BigDecimal(Math.nextUp(floor))).as("%s", numbers).isGreaterThan(exact);
			assertThat(sum.without(floor)).as("%s", numbers)
				.isEqualTo(exact.subtract(new BigDecimal(floor)).doubleValue());
		}
	}

	@Test
	void doesNotDependOnTheOrder() {
		Random random = new Random(8);
		for (int round = 0; round < 10_000; round++) {
			List<Double> numbers = numbers(random);
			double sum = sum(numbers).rounded();
			Collections.shuffle(numbers, random);
			assertThat(sum(numbers).rounded()).isEqualTo(sum);
		}
	}

	@Test
	void tieIsNoneWhereSomethingIsBelowIt() {
		double half = Math.ulp(1.0) / 2;
		assertThat(sum(List.of(1.0, half)).rounded()).isEqualTo(1.0);
		assertThat(sum(List.of(1.0, half, 1e-300)).rounded()).isEqualTo(Math.nextUp(1.0));
		assertThat(sum(List.of(1.0, half, -1e-300)).rounded()).isEqualTo(1.0);
	}

	@Test
	void whatIsNotFiniteStays() {
		assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY)).rounded()).isInfinite();
		assertThat(sum(List.of(1.0, Double.NaN)).rounded()).isNaN();
		assertThat(sum(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).rounded()).isNaN();
		assertThat(sum(List.of(1.0, Double.NaN)).without(1)).isEqualTo(0);
	}

	private static List<Double> numbers(Random random) {
		List<Double> numbers = new ArrayList<>();
		int exponents = 1 + random.nextInt(60);
		for (int i = 1 + random.nextInt(8); i > 0; i--) {
			double number = random.nextDouble() * Math.pow(2, random.nextInt(exponents) - exponents / 2);
			numbers.add((random.nextInt(4) == 0) ? -number : number);
		}
		return numbers;
	}

	private static ExactSum sum(List<Double> numbers) {
		ExactSum sum = new ExactSum();
		numbers.forEach(sum::add);
		return sum;
	}

}
