package dev.fennel.process;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat's connectors tell, all of them together. There are no threads to tell of
 * where each request has a virtual one.
 *
 * @param tomcat the server
 * @since 0.1.0
 */
public record TomcatStatus(Tomcat tomcat) implements WebServerStatus {

	@Override
	public @Nullable Number busy() {
		return sum(TomcatPool::active);
	}

	@Override
	public @Nullable Number idle() {
		return sum(TomcatPool::idle);
	}

	@Override
	public @Nullable Number max() {
		return sum(TomcatPool::max);
	}

	@Override
	public @Nullable Number queued() {
		return sum(TomcatPool::queued);
	}

	@Override
	public @Nullable Number connections() {
		List<AbstractProtocol<?>> protocols = protocols().toList();
		return protocols.isEmpty() ? null
				: protocols.stream().mapToLong((protocol) -> Math.max(0, protocol.getConnectionCount())).sum();
	}

	private @Nullable Number sum(ToIntFunction<TomcatPool> number) {
		List<TomcatPool> pools = protocols().map(AbstractProtocol::getExecutor)
			.filter(Objects::nonNull)
			.distinct()
			.map(TomcatPool::of)
			.filter(Objects::nonNull)
			.toList();
		return pools.isEmpty() ? null : pools.stream().mapToInt(number).sum();
	}

	private Stream<AbstractProtocol<?>> protocols() {
		return Arrays.stream(this.tomcat.getService().findConnectors())
			.map(Connector::getProtocolHandler)
			.flatMap((handler) -> (handler instanceof AbstractProtocol<?> protocol) ? Stream.of(protocol)
					: Stream.empty());
	}

}
