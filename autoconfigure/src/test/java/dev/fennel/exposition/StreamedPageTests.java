package dev.fennel.exposition;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.PageResponse;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StreamedPageTests {

	private static final int SERIES = 2000;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	private final Exposition exposition = exposition(1 << 20);

	@Test
	void aLargePageIsHandedOnInPiecesOfOneSize() throws IOException {
		observe();
		PageResponse response = respond(this.exposition, null);
		Pieces pieces = new Pieces();
		response.writeBody(pieces);
		assertThat(response.length()).isEqualTo(PageResponse.UNKNOWN_LENGTH);
		assertThat(pieces.all.size()).isGreaterThan(SERIES * 17 * 30);
		assertThat(pieces.longest).isLessThanOrEqualTo(16384);
	}

	@Test
	void aLargePageIsThatOfTheClient() {
		observe();
		String client = text(respond(exposition(0), null).body());
		assertThat(waits(text(respond(this.exposition, null).body()))).isEqualTo(waits(client));
	}

	@Test
	void aLargePageIsCompressedWhileItIsWritten() throws IOException {
		observe();
		PageResponse response = respond(this.exposition, "gzip");
		Pieces pieces = new Pieces();
		response.writeBody(pieces);
		assertThat(response.length()).isEqualTo(PageResponse.UNKNOWN_LENGTH);
		assertThat(pieces.longest).isLessThanOrEqualTo(16384);
		String text = text(new GZIPInputStream(new ByteArrayInputStream(pieces.all.toByteArray())).readAllBytes());
		assertThat(waits(text)).isEqualTo(waits(text(respond(this.exposition, null).body())));
	}

	@Test
	void aCompressedPageThatFailsHasNoEnd() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		assertThatIllegalStateException().isThrownBy(() -> FastGzipStream.write(out, (page) -> {
			page.write(new byte[100_000]);
			throw new IllegalStateException("broken");
		}));
		assertThatExceptionOfType(EOFException.class)
			.isThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes());
	}

	@Test
	void aSmallPageIsWholeBeforeItIsSent() {
		this.metrics.counter("orders").registerSingle().inc();
		PageResponse response = respond(this.exposition, null);
		assertThat(response.length()).isEqualTo(response.body().length).isPositive();
	}

	@Test
	void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
		observe();
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Thread slow = new Thread(() -> {
			try {
				respond(this.exposition, null).writeBody(new Stuck(stuck, release));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		slow.start();
		stuck.await();
		assertThat(text(respond(this.exposition, null).body())).contains("wait_seconds_count");
		observe();
		assertThat(text(respond(this.exposition, null).body())).contains("wait_seconds_count{n=\"0\"} 2\n");
		release.countDown();
		slow.join();
	}

	@Test
	void theTimeForWhichAClientLetsItsPageWaitIsNotThatOfTheScrape() throws Exception {
		observe();
		respond(this.exposition, null).writeBody(new OutputStream() {

			private boolean waited;

			@Override
			public void write(int single) {
				throw new IllegalStateException();
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				if (!this.waited) {
					this.waited = true;
					await(Duration.ofSeconds(3));
				}
			}
		});
		String page = text(respond(this.exposition, null).body());
		String line = page.lines()
			.filter((candidate) -> candidate.startsWith("fennel_scrape_duration_seconds"))
			.findFirst()
			.orElseThrow();
		assertThat(Double.parseDouble(line.substring(line.indexOf(' ')))).isBetween(0.0, 2.9);
	}

	private static void await(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	private void observe() {
		MetricFamily<DistributionDataPoint> family = this.metrics.histogram("wait_seconds").labels("n").register();
		for (int i = 0; i < SERIES; i++) {
			family.labelValues("" + i).observe(i / 100.0);
		}
	}

	private Exposition exposition(long writerCache) {
		RegistryReader reader = new RegistryReader(new ExposedRegistries("fennelRegistry", this.registry, Map.of()),
				Duration.ofSeconds(5));
		return new Exposition(reader, null, this.metrics, new WriterOptions(false, writerCache), null);
	}

	private static PageResponse respond(Exposition exposition, @Nullable String acceptEncoding) {
		return exposition.respond(new ExpositionRequest("GET", null, List.of(), null, acceptEncoding, null, null));
	}

	private static String text(byte[] page) {
		return new String(page, StandardCharsets.UTF_8);
	}

	private static List<String> waits(String page) {
		return page.lines().filter((line) -> line.contains("wait_seconds")).toList();
	}

	/**
	 * Keeps what it gets, and how long the longest piece was.
	 */
	private static final class Pieces extends OutputStream {

		private final ByteArrayOutputStream all = new ByteArrayOutputStream();

		private int longest;

		@Override
		public void write(int single) {
			this.all.write(single);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.longest = Math.max(this.longest, length);
			this.all.write(bytes, offset, length);
		}

	}

	/**
	 * A client that takes nothing until it is told to.
	 */
	private static final class Stuck extends OutputStream {

		private final CountDownLatch stuck;

		private final CountDownLatch release;

		Stuck(CountDownLatch stuck, CountDownLatch release) {
			this.stuck = stuck;
			this.release = release;
		}

		@Override
		public void write(int single) throws IOException {
			this.stuck.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
		}

	}

}
