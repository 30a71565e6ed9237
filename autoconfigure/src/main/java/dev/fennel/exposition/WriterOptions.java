package dev.fennel.exposition;

/**
 * How pages are written.
 *
 * @param createdSeries whether {@code _created} series are shown
 * @param cacheSize how many bytes may be held of what does not change between pages; 0
 * leaves all writing to the client's own writers, which need none
 * @since 0.1.0
 */
public record WriterOptions(boolean createdSeries, long cacheSize) {

	private static final long DEFAULT_CACHE_SIZE = 32L << 20;

	/**
	 * Creates the options with the usual size of the cache.
	 * @param createdSeries whether {@code _created} series are shown
	 * @return the options
	 */
	public static WriterOptions withCreatedSeries(boolean createdSeries) {
		return new WriterOptions(createdSeries, DEFAULT_CACHE_SIZE);
	}

	boolean useClient() {
		return this.cacheSize <= 0;
	}

}
