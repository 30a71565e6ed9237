package dev.fennel.exposition;

import java.util.List;

import dev.fennel.exposition.HeaderRanges.Range;
import org.jspecify.annotations.Nullable;

/**
 * Chooses format, escaping and compression from what a client accepts. There is always an
 * answer: text, if nothing else.
 *
 * @param format the format
 * @param escaping how names are escaped
 * @param escapingNamed whether the content type says how
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110,
 * Accept</a>
 */
record Negotiation(Format format, Escaping escaping, boolean escapingNamed) {

	static Negotiation of(@Nullable String accept) {
		List<Range> ranges = HeaderRanges.parse(accept);
		Candidate best = null;
		for (Format format : Format.values()) {
			Candidate candidate = Candidate.of(format, ranges);
			if (candidate != null && (best == null || candidate.isBetterThan(best))) {
				best = candidate;
			}
		}
		return (best != null) ? of(best.format(), best.range())
				: new Negotiation(Format.TEXT, Escaping.UNDERSCORES, false);
	}

	private static Negotiation of(Format format, Range range) {
		String asked = range.parameter("escaping");
		return new Negotiation(format, Escaping.of(asked), !asked.isEmpty() || format == Format.TEXT_1_0);
	}

	String contentType() {
		return this.escapingNamed ? this.format.contentType() + "; escaping=" + this.escaping.parameter()
				: this.format.contentType();
	}

	static boolean acceptsGzip(@Nullable String acceptEncoding) {
		double any = 0;
		for (Range range : HeaderRanges.parse(acceptEncoding)) {
			if (range.value().equals("gzip")) {
				return range.quality() > 0;
			}
			if (range.value().equals("*")) {
				any = range.quality();
			}
		}
		return any > 0;
	}

	/**
	 * A format with the most specific range that names it.
	 */
	private record Candidate(Format format, Range range, int position) {

		static @Nullable Candidate of(Format format, List<Range> ranges) {
			Candidate result = null;
			int best = 0;
			for (int i = 0; i < ranges.size(); i++) {
				int specificity = format.specificity(ranges.get(i));
				if (specificity > best) {
					best = specificity;
					result = new Candidate(format, ranges.get(i), i);
				}
			}
			return (result != null && result.range().quality() > 0) ? result : null;
		}

		boolean isBetterThan(Candidate other) {
			int byQuality = Double.compare(this.range.quality(), other.range.quality());
			return byQuality > 0 || (byQuality == 0 && this.position < other.position);
		}

	}

}
