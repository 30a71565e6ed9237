package dev.fennel.method;

import reactor.core.publisher.Mono;

/**
 * A {@code Mono} is measured at each subscription, and not at all if there is none.
 */
final class MonoResult implements AsyncResult {

	@Override
	public boolean isFor(Class<?> type) {
		return Mono.class.isAssignableFrom(type);
	}

	@Override
	public boolean begins(ReturnType declared) {
		return declared.suspending() || declared.allows(Mono.class);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		if (!Operators.mayReplace(declared, returned.getClass(), Mono.class)) {
			call.succeeded(returned);
			return returned;
		}
		call.leave();
		Mono<?> mono = (Mono<?>) returned;
		return Mono.defer(() -> {
			MethodCall each = call.again();
			return mono.doOnSuccess(each::succeeded).doOnError(each::failed).doOnCancel(each::cancelled);
		});
	}

}
