package dev.fennel.push;

/**
 * What is done with a target.
 */
enum Operation {

	PUSH("pushed to") {
		@Override
		void apply(PushTarget target, PushedPage page) throws Exception {
			target.push(page);
		}
	},

	PUSH_ADD("pushed to") {
		@Override
		void apply(PushTarget target, PushedPage page) throws Exception {
			target.pushAdd(page);
		}
	},

	DELETE("deleted from") {
		@Override
		void apply(PushTarget target, PushedPage page) throws Exception {
			target.delete();
		}
	};

	private final String done;

	Operation(String done) {
		this.done = done;
	}

	abstract void apply(PushTarget target, PushedPage page) throws Exception;

	/** That it was not done, as a sentence without full stop. */
	String failed(PushTarget target, String reason) {
		return "Metrics are not %s %s: %s".formatted(this.done, target.description(), reason);
	}

}
