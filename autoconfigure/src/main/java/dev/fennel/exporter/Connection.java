package dev.fennel.exporter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;

import dev.fennel.Failures;
import dev.fennel.PageResponse;
import dev.fennel.exporter.Patience.Phase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client, from its first request to its last.
 */
final class Connection implements Runnable {

	private static final Log logger = LogFactory.getLog(Connection.class);

	private static final int INTERNAL_ERROR = 500;

	/** What is read after a refusal, so that the client sees it before the reset. */
	private static final int LINGER_BYTES = 65536;

	private final Socket socket;

	private final @Nullable ServerTls tls;

	private final MetricsSite site;

	private final Failures failures;

	private final Patience patience;

	private volatile boolean last;

	private volatile boolean cutOff;

	Connection(Socket socket, @Nullable ServerTls tls, MetricsSite site, Failures failures, Watchdog watchdog) {
		this.socket = socket;
		this.tls = tls;
		this.site = site;
		this.failures = failures;
		this.patience = new Patience(watchdog, this::cutOff);
	}

	@Override
	public void run() {
		try (this.socket) {
			this.socket.setTcpNoDelay(true);
			if (this.tls == null) {
				serve(this.socket);
			}
			else {
				try (Socket secured = this.tls.secure(this.socket)) {
					serve(secured);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("A client of the metrics server is gone", ex);
		}
		catch (Throwable ex) {
			this.failures.record("serve a client of the metrics server", ex);
		}
		finally {
			this.patience.leave();
		}
	}

	/**
	 * Gives it a place: until now it was the client that waited, without an end.
	 */
	void place() {
		this.patience.enter(Phase.RECEIVING);
	}

	Patience.State state() {
		return this.patience.state();
	}

	/**
	 * Lets no request follow the one that is served.
	 */
	void finish() {
		this.last = true;
		Phase phase = state().phase();
		if (phase != Phase.WORKING && phase != Phase.SENDING) {
			cutOff();
		}
	}

	boolean isCutOff() {
		return this.cutOff;
	}

	/**
	 * Closes the connection at once, whatever it is doing.
	 */
	void cutOff() {
		this.cutOff = true;
		try {
			Phase phase = state().phase();
			if (phase != Phase.IDLE && phase != Phase.ENDING) {
				// Else the system would go on to send what it has
				this.socket.setSoLinger(true, 0);
			}
			this.socket.close();
		}
		catch (IOException ex) {
			logger.debug("A connection could not be closed", ex);
		}
	}

	private void serve(Socket client) throws IOException {
		RequestReader reader = new RequestReader(client.getInputStream());
		ResponseWriter writer = new ResponseWriter(new BufferedOutputStream(client.getOutputStream()));
		boolean more = true;
		while (more && reader.awaitRequest()) {
			this.patience.enter(Phase.RECEIVING);
			try {
				more = exchange(reader, writer);
			}
			catch (RefusedRequestException ex) {
				more = false;
				this.patience.enter(Phase.SENDING);
				writer.write(PageResponse.empty(ex.status(), Map.of()), true, false);
			}
			if (more) {
				this.patience.enter(Phase.IDLE);
				more = !this.last;
			}
		}
		this.patience.enter(Phase.ENDING);
		if (!this.last) {
			linger(client);
		}
	}

	private boolean exchange(RequestReader reader, ResponseWriter writer) throws IOException, RefusedRequestException {
		RequestHead request = reader.read();
		boolean whole = request.hasBodyToSkip();
		if (whole) {
			reader.skip(request.length());
		}
		this.patience.enter(Phase.WORKING);
		PageResponse response = answer(request);
		boolean keepsAlive = whole && request.keepsAlive() && !this.last;
		this.patience.enter(Phase.SENDING);
		writer.write(response, !request.method().equals("HEAD"), keepsAlive);
		return keepsAlive;
	}

	private PageResponse answer(RequestHead request) throws RefusedRequestException {
		try {
			PageResponse response = this.site.answer(request.page());
			return request.readsChunks() ? response : response.whole();
		}
		catch (RuntimeException | Error ex) {
			if (this.last) {
				logger.debug("A client of the metrics server was not answered before the stop", ex);
			}
			else {
				this.failures.record("answer a client of the metrics server", ex);
			}
			return PageResponse.empty(INTERNAL_ERROR, Map.of());
		}
	}

	/**
	 * Reads on for a while: what is closed with bytes unread is reset, and the client
	 * might lose the response.
	 */
	private static void linger(Socket client) throws IOException {
		try {
			client.shutdownOutput();
		}
		catch (SocketException ex) {
			return;
		}
		InputStream in = client.getInputStream();
		byte[] buffer = new byte[LINGER_BYTES];
		int all = 0;
		for (int read = 0; read >= 0 && all < LINGER_BYTES; read = in.read(buffer)) {
			all += read;
		}
	}

}
