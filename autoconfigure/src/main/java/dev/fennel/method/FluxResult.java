package dev.fennel.method;

import reactor.core.publisher.Flux;

/**
 * A {@code Flux} is measured at each subscription, and not at all if there is none.
 */
final class FluxResult implements AsyncResult {

	@Override
	public boolean isFor(Class<?> type) {
		return Flux.class.isAssignableFrom(type);
	}

	@Override
	public boolean begins(ReturnType declared) {
		return declared.suspending() || declared.allows(Flux.class);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		if (!Operators.mayReplace(declared, returned.getClass(), Flux.class)) {
			call.succeeded(returned);
			return returned;
		}
		call.leave();
		Flux<?> flux = (Flux<?>) returned;
		return Flux.defer(() -> {
			MethodCall each = call.again();
			return flux.doOnComplete(() -> each.succeeded(null)).doOnError(each::failed).doOnCancel(each::cancelled);
		});
	}

}
