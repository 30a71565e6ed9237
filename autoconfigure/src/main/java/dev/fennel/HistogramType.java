package dev.fennel;

/**
 * What a histogram of Fennel is made of.
 *
 * @since 0.1.0
 */
public enum HistogramType {

	/** Fixed buckets, one series each, readable by every Prometheus. */
	CLASSIC,

	/** Prometheus native histograms, which need the protobuf format. */
	NATIVE,

	/** Both at once. */
	BOTH

}
