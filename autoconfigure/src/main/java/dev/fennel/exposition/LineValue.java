package dev.fennel.exposition;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Which value of a point stands in a line.
 *
 * @param kind its kind
 * @param index its place among those of its kind
 */
record LineValue(Kind kind, int index) {

	private static final String SAMPLE_CREATED = "1.001";

	private static final String SAMPLE_DECIMALS = ".5";

	/**
	 * Finds out which value a sample has shown.
	 * @return the value, null if it is none that a sample has
	 */
	static @Nullable LineValue of(String text) {
		if (text.equals(SAMPLE_CREATED)) {
			return new LineValue(Kind.CREATION, 0);
		}
		try {
			return text.endsWith(SAMPLE_DECIMALS)
					? new LineValue(Kind.NUMBER,
							Integer.parseInt(text.substring(0, text.length() - SAMPLE_DECIMALS.length())))
					: new LineValue(Kind.COUNT, Integer.parseInt(text) - 1);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	void write(PointValues point, PageSink sink) throws IOException {
		switch (this.kind) {
			case COUNT -> sink.write(point.counts[this.index]);
			case NUMBER -> sink.write(point.numbers[this.index]);
			case CREATION -> sink.writeSeconds(point.created());
		}
	}

	/**
	 * The kinds of values.
	 */
	enum Kind {

		COUNT, NUMBER, CREATION

	}

}
