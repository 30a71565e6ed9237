package dev.fennel;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorNamesTests {

	@Test
	void anonymousClassesHaveTheNameOfTheirSuperclass() {
		assertThat(ErrorNames.of(new IllegalStateException() {
		})).isEqualTo("IllegalStateException");
	}

	@Test
	void wrappersOfAsynchronousCodeAreTakenOff() {
		IllegalStateException cause = new IllegalStateException();
		assertThat(ErrorNames.cause(new CompletionException(new ExecutionException(cause)))).isSameAs(cause);
		assertThat(ErrorNames.cause(cause)).isSameAs(cause);
	}

	@Test
	void wrapperWithoutCauseIsItself() {
		CompletionException wrapper = new CompletionException("no cause", null);
		assertThat(ErrorNames.cause(wrapper)).isSameAs(wrapper);
	}

	@Test
	void causesThatLeadInACircleEnd() {
		CompletionException outer = new CompletionException("outer") {
		};
		CompletionException inner = new CompletionException("inner") {
		};
		outer.initCause(inner);
		inner.initCause(outer);
		assertThat(ErrorNames.cause(outer)).isInstanceOf(CompletionException.class);
	}

	@Test
	void wrapperThatThrowsWhenAskedForItsCauseIsItself() {
		Hostile hostile = new Hostile();
		assertThat(ErrorNames.cause(hostile) == hostile).isTrue();
	}

	static class Hostile extends CompletionException {

		private static final long serialVersionUID = 1L;

		@Override
		public synchronized Throwable getCause() {
			throw new UnsupportedOperationException();
		}

	}

}
