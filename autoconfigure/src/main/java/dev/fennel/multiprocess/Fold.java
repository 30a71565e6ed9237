package dev.fennel.multiprocess;

import java.util.List;

/**
 * What is left of the processes that have ended.
 *
 * @param generation how often it was written
 * @param folded whose values are in it, the last first
 * @param layers the values that never go, added up; a family that does not agree with
 * that of a layer, as to its type or its labels, is in the next one
 * @param dead what is shown of each process for a while
 */
record Fold(long generation, List<Folded> folded, List<Layer> layers, List<Dead> dead) {

	static final Fold EMPTY = new Fold(0, List.of(), List.of(), List.of());

	private static final int EXPECTED_SIZE = 64 * 1024;

	byte[] toBytes() {
		SharedFileOutput out = new SharedFileOutput(EXPECTED_SIZE);
		out.whole(this.generation);
		out.whole(this.folded.size());
		this.folded.forEach((each) -> each.write(out));
		out.whole(this.layers.size());
		this.layers.forEach((layer) -> layer.write(out));
		out.whole(this.dead.size());
		this.dead.forEach((each) -> each.write(out));
		return out.finish();
	}

	static Fold of(byte[] file) throws UnreadableFileException {
		return SharedFileInput.read(file,
				(in) -> new Fold(in.whole(), in.list(Folded::read), in.list(Layer::read), in.list(Dead::read)));
	}

	boolean contains(Incarnation incarnation) {
		return numberOf(incarnation) >= 0;
	}

	/**
	 * The number of the last publication of a process that is in here, -1 if none is.
	 */
	long numberOf(Incarnation incarnation) {
		return this.folded.stream()
			.filter((each) -> each.incarnation().equals(incarnation))
			.mapToLong(Folded::number)
			.findFirst()
			.orElse(-1);
	}

	/**
	 * Values that are added up.
	 *
	 * @param sums the sums, rounded down
	 * @param rests what they lack since they were rounded
	 */
	record Layer(List<PublishedRegistry> sums, List<PublishedRegistry> rests) {

		void write(SharedFileOutput out) {
			PublishedRegistry.writeAll(this.sums, out);
			PublishedRegistry.writeAll(this.rests, out);
		}

		static Layer read(SharedFileInput in) {
			return new Layer(PublishedRegistry.readAll(in), PublishedRegistry.readAll(in));
		}

	}

	/**
	 * A process whose values are in here.
	 *
	 * @param incarnation the process
	 * @param number the number of its last publication, 0 if it had none
	 */
	record Folded(Incarnation incarnation, long number) {

		void write(SharedFileOutput out) {
			out.text(this.incarnation.name());
			out.whole(this.number);
		}

		static Folded read(SharedFileInput in) {
			return new Folded(new Incarnation(in.text()), in.whole());
		}

	}

	/**
	 * What cannot be added up of a process that has ended.
	 *
	 * @param foundAt when it was found dead, in milliseconds
	 * @param publication the last that it published, without what is in the layers
	 */
	record Dead(long foundAt, Publication publication) {

		void write(SharedFileOutput out) {
			out.whole(this.foundAt);
			this.publication.write(out);
		}

		static Dead read(SharedFileInput in) {
			return new Dead(in.whole(), Publication.read(in));
		}

	}

}
