package dev.fennel;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkTests {

	@Test
	void resultIsThatOfTheCall() {
		Work<String, RuntimeException> work = () -> "result";
		assertThat(work.get()).isEqualTo("result");
	}

	@Test
	void checkedExceptionIsTheCauseOfOneThatIsNot() {
		IOException exception = new IOException();
		Work<String, IOException> work = () -> {
			throw exception;
		};
		assertThatExceptionOfType(UndeclaredThrowableException.class).isThrownBy(work::run)
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(exception));
	}

	@Test
	void otherExceptionsAreThrownAsTheyAre() {
		IllegalStateException exception = new IllegalStateException();
		Work<String, RuntimeException> work = () -> {
			throw exception;
		};
		assertThatThrownBy(work::run).isSameAs(exception);
	}

}
