package dev.fennel.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.fennel.CollectedFamily;
import dev.fennel.MetricFactory;
import dev.fennel.PageBody;
import dev.fennel.PageResponse;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Turns registries into a page. Knows no HTTP server, so that every way out shares it.
 *
 * @since 0.1.0
 */
public final class Exposition implements AopInfrastructureBean {

	private static final double NANOS_PER_SECOND = 1e9;

	private static final int SPARE = 1024;

	/** About a megabyte: what is longer is not held. */
	private static final long LONGEST_WHOLE = 10_000;

	private static final int OK = 200;

	private static final int UNAUTHORIZED = 401;

	private static final int NOT_FOUND = 404;

	private static final int METHOD_NOT_ALLOWED = 405;

	private static final String ALLOWED = "GET, HEAD, OPTIONS";

	private final RegistryReader own;

	private final @Nullable SnapshotSource exposed;

	private final MetricFactory metrics;

	private final Credentials credentials;

	private final Writers writers;

	private final SharedPages pages = new SharedPages();

	private volatile @Nullable GaugeDataPoint duration;

	private volatile int lastSize;

	/**
	 * Creates an exposition.
	 * @param registries what is shown
	 * @param metrics where the duration of scrapes goes
	 * @param createdSeries whether {@code _created} series are shown
	 * @param token the bearer token that clients must send, null for none
	 * @param registryTimeout how long a registry that is not Fennel's may take before it
	 * is left out
	 */
	public Exposition(ExposedRegistries registries, MetricFactory metrics, boolean createdSeries,
			@Nullable String token, Duration registryTimeout) {
		this(new RegistryReader(registries, registryTimeout), null, metrics, createdSeries, token);
	}

	/**
	 * Creates an exposition of which the answering process may show but a part.
	 * @param own what this process has
	 * @param exposed what is shown, null for what this process has
	 * @param metrics where the duration of scrapes goes
	 * @param createdSeries whether {@code _created} series are shown
	 * @param token the bearer token that clients must send, null for none
	 */
	public Exposition(RegistryReader own, @Nullable SnapshotSource exposed, MetricFactory metrics,
			boolean createdSeries, @Nullable String token) {
		this(own, exposed, metrics, WriterOptions.withCreatedSeries(createdSeries), token);
	}

	/**
	 * Creates an exposition that writes as it is told.
	 * @param own what this process has
	 * @param exposed what is shown, null for what this process has
	 * @param metrics where the duration of scrapes goes
	 * @param writer how pages are written
	 * @param token the bearer token that clients must send, null for none
	 */
	public Exposition(RegistryReader own, @Nullable SnapshotSource exposed, MetricFactory metrics, WriterOptions writer,
			@Nullable String token) {
		this.own = own;
		this.exposed = exposed;
		this.metrics = metrics;
		this.credentials = Credentials.bearer(token);
		this.writers = new Writers(writer);
	}

	/**
	 * Answers a client.
	 * @param request what it asks for
	 * @return the answer, whole unless it is long
	 */
	public PageResponse respond(ExpositionRequest request) {
		return respond(request, this.credentials);
	}

	/**
	 * Answers a client that must send other credentials than the token.
	 * @param request what it asks for
	 * @param credentials what it must send in place of the token
	 * @return the answer, whole unless it is long
	 */
	public PageResponse respond(ExpositionRequest request, Credentials credentials) {
		switch (request.method()) {
			case "GET", "HEAD" -> {
				return get(request, credentials);
			}
			case "OPTIONS" -> {
				return PageResponse.empty(OK, Map.of("Allow", ALLOWED));
			}
			default -> {
				return PageResponse.empty(METHOD_NOT_ALLOWED, Map.of("Allow", ALLOWED));
			}
		}
	}

	private PageResponse get(ExpositionRequest request, Credentials credentials) {
		if (!credentials.areSentIn(request.authorization())) {
			return PageResponse.empty(UNAUTHORIZED, Map.of("WWW-Authenticate", credentials.challenge()));
		}
		PageKey key = PageKey.of(request);
		return this.pages.get(key, () -> make(request, key));
	}

	private PageResponse make(ExpositionRequest request, PageKey key) {
		long start = System.nanoTime();
		List<CollectedFamily> families = read(request, FamilyFilter.of(request.names()));
		return (families != null) ? page(key, families, System.nanoTime() - start)
				: PageResponse.empty(NOT_FOUND, Map.of());
	}

	private @Nullable List<CollectedFamily> read(ExpositionRequest request, FamilyFilter filter) {
		SnapshotSource source = this.exposed;
		if (source == null || ExpositionRequest.SELF.equals(request.process())) {
			return this.own.collect(request.registry(), filter);
		}
		MetricSnapshots snapshots = source.read(request.registry(), filter);
		return (snapshots != null) ? snapshots.stream().map(CollectedFamily::of).toList() : null;
	}

	private PageResponse page(PageKey key, List<CollectedFamily> families, long collecting) {
		Negotiation negotiation = key.negotiation();
		Map<String, String> headers = new TreeMap<>();
		headers.put("Content-Type", negotiation.contentType());
		headers.put("Vary", "Accept, Accept-Encoding");
		if (key.gzip()) {
			headers.put("Content-Encoding", "gzip");
		}
		PageBody body = (out) -> write(key, families, out, collecting);
		return (LineCount.of(families) > LONGEST_WHOLE)
				? new PageResponse(OK, headers, body, PageResponse.UNKNOWN_LENGTH) : whole(headers, body, key.isAll());
	}

	private PageResponse whole(Map<String, String> headers, PageBody body, boolean all) {
		HeldPage whole = new HeldPage((all ? this.lastSize : 0) + SPARE);
		try {
			body.writeTo(whole);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (all) {
			this.lastSize = whole.size();
		}
		return new PageResponse(OK, headers, whole::writeTo, whole.size());
	}

	private void write(PageKey key, List<CollectedFamily> families, OutputStream out, long collecting)
			throws IOException {
		long start = System.nanoTime();
		WaitingStream waiting = new WaitingStream(out);
		PageWriter writer = this.writers.get(key.negotiation().format(), key.negotiation().escaping());
		if (key.gzip()) {
			FastGzipStream.write(waiting, (page) -> writer.write(families, page));
		}
		else {
			writer.write(families, waiting);
		}
		recordDuration((collecting + System.nanoTime() - start - waiting.waited()) / NANOS_PER_SECOND);
	}

	/**
	 * Made at the first scrape's end, since before there is no value that would be true.
	 */
	private void recordDuration(double seconds) {
		GaugeDataPoint current = this.duration;
		if (current == null) {
			current = this.metrics.gauge("fennel_scrape_duration_seconds")
				.help("What the last finished scrape took, collecting and writing")
				.registerSingle();
			this.duration = current;
		}
		current.set(seconds);
	}

	/**
	 * What is the same for all who may share a page.
	 *
	 * @param registry the registry that is asked for
	 * @param names the families that are asked for
	 * @param process the process that is asked for
	 * @param negotiation format and escaping
	 * @param gzip whether it is compressed
	 */
	private record PageKey(@Nullable String registry, List<String> names, @Nullable String process,
			Negotiation negotiation, boolean gzip) {

		/** Whether nothing is left out. */
		boolean isAll() {
			return this.registry == null && this.names.isEmpty();
		}

		static PageKey of(ExpositionRequest request) {
			return new PageKey(request.registry(), List.copyOf(request.names()), request.process(),
					Negotiation.of(request.accept()), Negotiation.acceptsGzip(request.acceptEncoding()));
		}

	}

}
