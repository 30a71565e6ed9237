package dev.fennel.method;

import java.util.concurrent.CompletionStage;

/**
 * A stage ends when it completes. The caller gets the stage itself, so that what it does
 * to it, such as cancelling, reaches it. What it hangs on the stage runs before the call
 * ends, since a {@code CompletableFuture} runs first what came last.
 */
final class StageResult implements AsyncResult {

	@Override
	public boolean isFor(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		((CompletionStage<?>) returned).whenComplete((value, failure) -> {
			if (failure != null) {
				call.failed(failure);
			}
			else {
				call.succeeded(value);
			}
		});
		return returned;
	}

}
