package dev.fennel.testing;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A real Kafka, in this process.
 */
public final class KafkaServer {

	private static @Nullable EmbeddedKafkaKraftBroker shared;

	private KafkaServer() {
	}

	/**
	 * Returns where the server is that all tests share, and starts it if it is not
	 * running.
	 * @return host and port
	 */
	public static synchronized String address() {
		EmbeddedKafkaKraftBroker broker = shared;
		if (broker == null) {
			broker = new EmbeddedKafkaKraftBroker(1, 1);
			broker.brokerProperties(Map.of("transaction.state.log.replication.factor", "1",
					"transaction.state.log.min.isr", "1", "group.initial.rebalance.delay.ms", "0"));
			broker.afterPropertiesSet();
			Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
			shared = broker;
		}
		return broker.getBrokersAsString();
	}

}
