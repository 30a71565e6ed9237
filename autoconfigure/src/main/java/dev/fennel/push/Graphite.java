package dev.fennel.push;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Sends metrics to Graphite in its plaintext protocol, over a connection for each push.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://graphite.readthedocs.io/en/stable/feeding-carbon.html#the-plaintext-protocol">Graphite,
 * plaintext protocol</a>
 */
public final class Graphite implements PushTarget {

	private final GraphiteOptions options;

	private final Clock clock;

	/**
	 * Creates a target.
	 * @param options where to, and how
	 */
	public Graphite(GraphiteOptions options) {
		this(options, Clock.systemUTC());
	}

	Graphite(GraphiteOptions options, Clock clock) {
		this.options = options;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "graphite";
	}

	@Override
	public String description() {
		return "Graphite at %s:%d".formatted(this.options.host(), this.options.port());
	}

	@Override
	public void push(PushedPage page) throws IOException, InterruptedException {
		long now = this.clock.instant().getEpochSecond();
		String lines = new GraphiteLines(this.options.prefix(), this.options.tags()).write(page.text(), now);
		send(ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII)));
	}

	/**
	 * By a channel, which an interruption closes where it would wait for ever.
	 */
	private void send(ByteBuffer bytes) throws IOException, InterruptedException {
		InetSocketAddress address = new InetSocketAddress(this.options.host(), this.options.port());
		if (address.isUnresolved()) {
			throw new UnknownHostException("its host name is not known");
		}
		try (SocketChannel channel = SocketChannel.open(address)) {
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.shutdownOutput();
		}
		catch (ClosedByInterruptException ex) {
			throw new InterruptedException();
		}
		catch (ConnectException ex) {
			throw new IOException("it is not there (%s)".formatted(ex.getMessage()), ex);
		}
	}

}
