package dev.fennel.multiprocess;

import java.time.Duration;
import java.util.List;

/**
 * All that one process shows to the others, at one time.
 *
 * @param incarnation who published it
 * @param number how many the process published before and with this one
 * @param flushInterval how long it waits until the next
 * @param registries its families, by registry
 */
record Publication(Incarnation incarnation, long number, Duration flushInterval, List<PublishedRegistry> registries) {

	private static final int EXPECTED_SIZE = 64 * 1024;

	byte[] toBytes() {
		SharedFileOutput out = new SharedFileOutput(EXPECTED_SIZE);
		write(out);
		return out.finish();
	}

	void write(SharedFileOutput out) {
		out.text(this.incarnation.name());
		out.whole(this.number);
		out.whole(this.flushInterval.toMillis());
		PublishedRegistry.writeAll(this.registries, out);
	}

	static Publication of(byte[] file) throws UnreadableFileException {
		return SharedFileInput.read(file, Publication::read);
	}

	static Publication read(SharedFileInput in) {
		return new Publication(new Incarnation(in.text()), in.whole(), Duration.ofMillis(in.whole()),
				PublishedRegistry.readAll(in));
	}

	/**
	 * The same with other families.
	 */
	Publication with(List<PublishedRegistry> others) {
		return new Publication(this.incarnation, this.number, this.flushInterval, others);
	}

}
