package dev.fennel.exporter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.PrimitiveIterator;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the socket on which the server listens.
 */
final class ListeningSocket {

	private static final int BACKLOG = 256;

	private ListeningSocket() {
	}

	/**
	 * Opens a socket on the first port that is free, null if none of a range is.
	 * @throws MetricDefinitionException if the address is not one of this host, or the
	 * only port is not free
	 */
	static @Nullable ServerSocket open(MetricsServerOptions options) {
		InetAddress address = address(options.address());
		PortRange range = options.ports();
		IOException failure = null;
		for (PrimitiveIterator.OfInt ports = range.ports().iterator(); ports.hasNext();) {
			try {
				return open(address, ports.nextInt());
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		if (range.required()) {
			throw new MetricDefinitionException(
					"The metrics server cannot listen on fennel.exporter.port %s: %s".formatted(range,
							(failure != null) ? failure.getMessage() : ""),
					"Stop what has the port, or set another one, 0 for any that is free, or fennel.exporter.port-range");
		}
		return null;
	}

	private static InetAddress address(String text) {
		try {
			// Of the address alone, so that a port that is not free is told from it
			InetAddress address = text.isEmpty() ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(text);
			open(address, 0).close();
			return address;
		}
		catch (UnknownHostException ex) {
			throw new MetricDefinitionException("fennel.exporter.address is '%s', which is not known".formatted(text),
					"Set an address of this host, or leave it out to listen on all");
		}
		catch (IOException ex) {
			throw new MetricDefinitionException(
					"fennel.exporter.address is '%s', where nothing can listen: %s".formatted(text, ex.getMessage()),
					"Set an address of this host, or leave it out to listen on all");
		}
	}

	private static ServerSocket open(InetAddress address, int port) throws IOException {
		ServerSocket socket = new ServerSocket();
		try {
			socket.bind(new InetSocketAddress(address, port), BACKLOG);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

}
