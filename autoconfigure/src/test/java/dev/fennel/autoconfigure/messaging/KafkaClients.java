package dev.fennel.autoconfigure.messaging;

import java.util.Map;

import dev.fennel.testing.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.CommonLoggingErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What an application has that listens to Kafka.
 */
@Configuration(proxyBeanMethods = false)
@EnableKafka
class KafkaClients {

	@Bean
	KafkaAdmin admin() {
		return new KafkaAdmin(Map.of("bootstrap.servers", KafkaServer.address()));
	}

	@Bean
	ConsumerFactory<String, String> consumers() {
		return new DefaultKafkaConsumerFactory<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaServer.address(),
						ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.GROUP_ID_CONFIG, "fennel",
						ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20),
				new StringDeserializer(), new StringDeserializer());
	}

	@Bean
	ProducerFactory<String, String> producers() {
		return new DefaultKafkaProducerFactory<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaServer.address()),
				new StringSerializer(), new StringSerializer());
	}

	@Bean
	KafkaTemplate<String, String> template() {
		return new KafkaTemplate<>(producers());
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory(
			ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = new ConcurrentKafkaListenerContainerFactory<>();
		factory.setConsumerFactory(consumers);
		factory.setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff(0, 2)));
		factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.RECORD);
		factory.getContainerProperties().setPollTimeout(50);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> logging(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = kafkaListenerContainerFactory(consumers);
		factory.setCommonErrorHandler(new CommonLoggingErrorHandler());
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> stopping(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = kafkaListenerContainerFactory(consumers);
		factory.setCommonErrorHandler(new CommonContainerStoppingErrorHandler());
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> withoutSeeks(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = kafkaListenerContainerFactory(consumers);
		DefaultErrorHandler handler = new DefaultErrorHandler(new FixedBackOff(0, 2));
		handler.setSeekAfterError(false);
		factory.setCommonErrorHandler(handler);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> later(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = kafkaListenerContainerFactory(consumers);
		factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL);
		factory.getContainerProperties().setAsyncAcks(true);
		return factory;
	}

	@Bean
	ProducerFactory<String, String> transactionalProducers() {
		DefaultKafkaProducerFactory<String, String> factory = new DefaultKafkaProducerFactory<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaServer.address()), new StringSerializer(),
				new StringSerializer());
		factory.setTransactionIdPrefix("fennel");
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> transactional(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = new ConcurrentKafkaListenerContainerFactory<>();
		factory.setConsumerFactory(consumers);
		factory.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(new FixedBackOff(0, 2)));
		factory.getContainerProperties()
			.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(transactionalProducers()));
		factory.getContainerProperties().setPollTimeout(50);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> batches(ConsumerFactory<String, String> consumers) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = kafkaListenerContainerFactory(consumers);
		factory.setBatchListener(true);
		factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.BATCH);
		return factory;
	}

}
