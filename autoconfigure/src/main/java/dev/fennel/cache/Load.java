package dev.fennel.cache;

/**
 * What is known of the loader that a cache was given: whether it was called, how that
 * ended, and what it took.
 */
abstract class Load {

	private final CacheSeries series;

	private volatile boolean called;

	private volatile boolean failed;

	private volatile long start;

	private volatile long end;

	Load(CacheSeries series) {
		this.series = series;
	}

	final void begin() {
		this.start = this.series.start();
		this.called = true;
	}

	final void end() {
		this.end = this.series.start();
		this.series.loads().done(this.start, false);
	}

	final void fail() {
		this.failed = true;
		end();
	}

	final CacheSeries series() {
		return this.series;
	}

	final boolean wasCalled() {
		return this.called;
	}

	boolean hasFailed() {
		return this.failed;
	}

	/** What it has taken until now, 0 where no time is taken. */
	final long nanos() {
		if (!this.called) {
			return 0;
		}
		return ((this.end != 0) ? this.end : this.series.start()) - this.start;
	}

}
