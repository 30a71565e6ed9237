package dev.fennel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does what the first segment of the path says: {@code ok},
 * {@code missing}, {@code broken}, {@code moved}, {@code hang}, {@code reset},
 * {@code half} and {@code stream}.
 */
public final class UnsteadyServer implements AutoCloseable {

	private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n";

	private final ServerSocket socket;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final ConcurrentMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "unsteady-server");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Starts the server.
	 * @throws IOException if it does not start
	 */
	public UnsteadyServer() throws IOException {
		this.socket = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
		this.executor.execute(this::accept);
	}

	/**
	 * Returns where it is.
	 * @return its URL, without a path
	 */
	public String url() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	/**
	 * Returns how often it was asked for what.
	 * @return numbers by first segment
	 */
	public Map<String, AtomicInteger> asked() {
		return this.asked;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
		this.executor.shutdownNow();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				this.connections.add(connection);
				this.executor.execute(() -> serve(connection));
			}
			catch (IOException ex) {
				continue;
			}
		}
	}

	private void serve(Socket connection) {
		try {
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
			String line = reader.readLine();
			if (line != null) {
				skip(reader);
				answer(connection, line.split(" ")[1].split("[/?]")[1]);
			}
		}
		catch (IOException ex) {
			closeQuietly(connection);
		}
	}

	private static void skip(BufferedReader reader) throws IOException {
		long length = 0;
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
				length = Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
			}
		}
		reader.skip(length);
	}

	private void answer(Socket connection, String kind) throws IOException {
		this.asked.computeIfAbsent(kind, (key) -> new AtomicInteger()).incrementAndGet();
		switch (kind) {
			case "ok" -> end(connection, OK + "Content-Length: 4\r\n\r\nfine");
			case "missing" -> end(connection, status(404));
			case "broken" -> end(connection, status(500));
			case "moved" -> end(connection, "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: " + url()
					+ "/ok/moved\r\nContent-Length: 0\r\n\r\n");
			case "half" -> {
				write(connection, OK + "Transfer-Encoding: chunked\r\n\r\n1000\r\n0123456789");
				connection.close();
			}
			case "stream" -> stream(connection);
			case "reset" -> {
				connection.setSoLinger(true, 0);
				connection.close();
			}
			default -> write(connection, "");
		}
	}

	private void stream(Socket connection) throws IOException {
		write(connection, OK + "Transfer-Encoding: chunked\r\n\r\n");
		while (!this.socket.isClosed()) {
			write(connection, "1000\r\n" + "x".repeat(4096) + "\r\n");
		}
	}

	private static String status(int code) {
		return "HTTP/1.1 " + code + " So\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";
	}

	private static void end(Socket connection, String answer) throws IOException {
		write(connection, answer);
		connection.shutdownOutput();
	}

	private static void write(Socket connection, String text) throws IOException {
		OutputStream out = connection.getOutputStream();
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	private static void closeQuietly(Socket connection) {
		try {
			connection.close();
		}
		catch (IOException ex) {
			Thread.onSpinWait();
		}
	}

}
