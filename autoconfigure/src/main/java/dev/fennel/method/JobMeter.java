package dev.fennel.method;

import dev.fennel.ErrorNames;
import dev.fennel.Jobs;
import org.jspecify.annotations.Nullable;

/**
 * Tells of calls that are the runs of a job.
 *
 * @param runs whom
 */
record JobMeter(Jobs.Runs runs) implements MethodMeter {

	@Override
	public boolean differs() {
		return false;
	}

	@Override
	public boolean isTimed() {
		return true;
	}

	@Override
	public void entered(@Nullable MethodCall call) {
		this.runs.started();
	}

	@Override
	public void left(@Nullable MethodCall call) {
		if (call == null || call.isEntered()) {
			this.runs.left();
		}
	}

	@Override
	public void ended(double seconds, @Nullable MethodCall call) {
		Throwable error = (call != null) ? call.error() : null;
		this.runs.ended(seconds, (error != null) ? ErrorNames.cause(error) : null);
	}

}
