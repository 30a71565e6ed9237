package dev.fennel;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * What is done when something starts and again when it has ended, on whatever thread that
 * is. Neither throws.
 */
@FunctionalInterface
interface Measurement {

	/**
	 * Hears of a start.
	 * @return what hears of the end
	 */
	Ending start();

	/**
	 * Measures work to its end, and where its result is a stage to the end of that.
	 */
	default <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
		Ending ending = start();
		T result;
		try {
			result = work.call();
		}
		catch (Throwable ex) {
			ending.end(ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			ending.follow(stage);
		}
		else {
			ending.end(null);
		}
		return result;
	}

	/**
	 * Measures work without a result.
	 */
	default void run(Runnable work) {
		call(() -> {
			work.run();
			return true;
		});
	}

	/**
	 * Measures a stage from now to its end.
	 */
	default <S extends CompletionStage<?>> S follow(S stage) {
		start().follow(stage);
		return stage;
	}

	/**
	 * Gives durations to an observer.
	 */
	static Measurement timing(Observer observer) {
		return () -> {
			Stopwatch watch = Stopwatch.start(observer);
			return (error) -> watch.close();
		};
	}

	/**
	 * Counts failures.
	 */
	static Measurement counting(ExceptionCounter counter) {
		return () -> counter::record;
	}

	/**
	 * Tells what goes in and out; what could not go in does not go out.
	 */
	static Measurement tracking(InProgress progress) {
		return () -> {
			boolean in = Harmless.run("tell what goes in", progress, () -> progress.add(1));
			return (error) -> {
				if (in) {
					Harmless.run("tell what goes out", progress, () -> progress.add(-1));
				}
			};
		};
	}

	/**
	 * Hears of an end, once.
	 */
	@FunctionalInterface
	interface Ending {

		void end(@Nullable Throwable error);

		default void follow(CompletionStage<?> stage) {
			if (!Harmless.run("hear of the end of a stage", stage,
					() -> stage.whenComplete((result, error) -> end(error)))) {
				end(null);
			}
		}

	}

}
