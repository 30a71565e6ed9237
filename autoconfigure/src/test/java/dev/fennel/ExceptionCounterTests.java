package dev.fennel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExceptionCounterTests {

	private final List<String> names = new ArrayList<>();

	private int count;

	@Test
	void withoutTypesExceptionsCountAndErrorsDoNot() {
		ExceptionCounter counter = ExceptionCounter.of(() -> this.count++);
		counter.record(new IOException());
		counter.record(new IllegalStateException());
		counter.record(new StackOverflowError());
		counter.record(null);
		assertThat(this.count).isEqualTo(2);
	}

	@Test
	void ofTypesThatAreNamedSubclassesCountAndOthersDoNot() {
		ExceptionCounter counter = ExceptionCounter.byName(this.names::add, IOException.class, Error.class);
		counter.record(new FileNotFoundException());
		counter.record(new StackOverflowError());
		counter.record(new IllegalStateException());
		assertThat(this.names).containsExactly("FileNotFoundException", "StackOverflowError");
	}

	@Test
	void whatSeveralTypesMatchCountsOnce() {
		ExceptionCounter counter = ExceptionCounter.of(() -> this.count++, IOException.class, Exception.class);
		counter.record(new FileNotFoundException());
		assertThat(this.count).isOne();
	}

	@Test
	void classesWithoutNameHaveThatOfTheirSuperclass() {
		ExceptionCounter.byName(this.names::add).record(new IOException() {
		});
		assertThat(this.names).containsExactly("IOException");
	}

	@Test
	void wrappersAreTakenOffBeforeTypesAndNamesAreLookedAt() {
		ExceptionCounter counter = ExceptionCounter.byName(this.names::add, IOException.class);
		counter.record(new CompletionException(new ExecutionException(new IOException())));
		counter.record(new ExecutionException(new IllegalStateException()));
		assertThat(this.names).containsExactly("IOException");
	}

	@Test
	void errorsInWrappersAreNoExceptions() {
		ExceptionCounter.of(() -> this.count++).record(new CompletionException(new StackOverflowError()));
		assertThat(this.count).isZero();
	}

	@Test
	void wrappersThemselvesCountWhereTheyAreNamed() {
		ExceptionCounter counter = ExceptionCounter.byName(this.names::add, ExecutionException.class);
		counter.record(new ExecutionException(new IOException()));
		counter.record(new CompletionException(new IOException()));
		counter.record(new IOException());
		assertThat(this.names).containsExactly("IOException");
	}

	@Test
	void whatWasCancelledCountsOnlyWhereATypeSaysSo() {
		for (Class<? extends Throwable> type : List.of(Exception.class, RuntimeException.class,
				IllegalStateException.class, OtherCancellation.class)) {
			ExceptionCounter.of(() -> this.count++, type).record(new CompletionException(new CancellationException()));
		}
		assertThat(this.count).isZero();
		ExceptionCounter.of(() -> this.count++, Throwable.class).record(new OtherCancellation());
		ExceptionCounter.of(() -> this.count++, CancellationException.class).record(new OtherCancellation());
		ExceptionCounter.of(() -> this.count++, OtherCancellation.class).record(new OtherCancellation());
		assertThat(this.count).isEqualTo(3);
	}

	@Test
	void counterThatThrowsHarmsNothing() {
		ExceptionCounter.byName((name) -> {
			throw new IllegalStateException(name);
		}).record(new IOException());
		ExceptionCounter.of(() -> {
			throw new IllegalStateException();
		}).record(new IOException());
	}

	static final class OtherCancellation extends CancellationException {

		private static final long serialVersionUID = 1L;

	}

}
