package dev.fennel.web;

import java.util.List;
import java.util.function.Consumer;

import dev.fennel.CompletedRequest;
import dev.fennel.Failures;
import dev.fennel.RequestListener;

/**
 * All that hear of requests, none of which can fail one.
 */
final class RequestListeners {

	private final List<RequestListener> listeners;

	private final Failures failures;

	RequestListeners(List<RequestListener> listeners, Failures failures) {
		this.listeners = listeners;
		this.failures = failures;
	}

	boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	void matched(String route) {
		tell("say which handler was found", (listener) -> listener.matched(route));
	}

	void handled(long nanos) {
		tell("say that a handler is done", (listener) -> listener.handled(nanos));
	}

	void left() {
		tell("say that a thread has left a request", RequestListener::left);
	}

	void completed(CompletedRequest request) {
		tell("say that a request is complete", (listener) -> listener.completed(request));
	}

	private void tell(String what, Consumer<RequestListener> word) {
		for (int i = 0; i < this.listeners.size(); i++) {
			try {
				word.accept(this.listeners.get(i));
			}
			catch (Throwable ex) {
				this.failures.record(what, ex);
			}
		}
	}

}
