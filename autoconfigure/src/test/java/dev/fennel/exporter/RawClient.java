package dev.fennel.exporter;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that sends what it is told to, byte for byte.
 */
final class RawClient implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private final Socket socket;

	private final InputStream in;

	private RawClient(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
	}

	static RawClient connect(int port) throws IOException {
		Socket socket = new Socket();
		// Little room for what it does not read
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
		socket.setSoTimeout(PATIENCE_MILLIS);
		socket.setTcpNoDelay(true);
		return over(socket);
	}

	static RawClient over(Socket socket) throws IOException {
		return new RawClient(socket);
	}

	RawClient send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	/**
	 * Reads a response with its body.
	 */
	Response read() throws IOException {
		return read(true);
	}

	Response read(boolean withBody) throws IOException {
		String[] status = line().split(" ", 3);
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = line(); !line.isEmpty(); line = line()) {
			headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
		}
		int length = withBody ? Integer.parseInt(headers.getOrDefault("Content-Length", "0")) : 0;
		String body = new String(this.in.readNBytes(length), StandardCharsets.UTF_8);
		return new Response(Integer.parseInt(status[1]), headers, body);
	}

	/**
	 * Reads one byte.
	 */
	int readByte() throws IOException {
		return this.in.read();
	}

	/**
	 * Waits for a byte, which stays to be read.
	 */
	int peek() throws IOException {
		this.in.mark(1);
		int read = this.in.read();
		this.in.reset();
		return read;
	}

	/**
	 * Reads to the end of the connection, or until it is reset, and says how much there
	 * was.
	 */
	long readToEnd() throws IOException {
		long all = 0;
		try {
			for (int read = 0; read >= 0; read = this.in.read(new byte[4096])) {
				all += read;
			}
		}
		catch (SocketException ex) {
			return all;
		}
		return all;
	}

	/**
	 * Sends one byte after the other until the server has enough, and says how many.
	 */
	int sendForEver(char character, Duration pause) throws IOException {
		long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
		for (int sent = 0; System.nanoTime() < end; sent++) {
			try {
				this.socket.getOutputStream().write(character);
			}
			catch (SocketException ex) {
				return sent;
			}
			LockSupport.parkNanos(pause.toNanos());
		}
		throw new SocketTimeoutException("The server never has enough");
	}

	/**
	 * Reads a little after the other until the server has enough, and says how much.
	 */
	long readSlowly(Duration pause) throws IOException {
		byte[] little = new byte[1024];
		long all = 0;
		try {
			// Past the buffer, which would read ahead
			for (int read = 0; read >= 0; read = this.socket.getInputStream().read(little)) {
				all += read;
				LockSupport.parkNanos(pause.toNanos());
			}
		}
		catch (SocketException ex) {
			return all;
		}
		return all;
	}

	/**
	 * Reads nothing until the server has reset the connection.
	 */
	void awaitReset() throws IOException {
		sendForEver('x', Duration.ofMillis(5));
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int read = this.in.read(); read != '\n'; read = this.in.read()) {
			if (read < 0) {
				throw new EOFException("After '" + line + "'");
			}
			line.write(read);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	record Response(int status, Map<String, String> headers, String body) {
	}

}
