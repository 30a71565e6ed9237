package dev.fennel.autoconfigure.messaging;

import java.util.List;
import java.util.Objects;

import dev.fennel.testing.RabbitServer;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What an application has that listens to RabbitMQ.
 */
@Configuration(proxyBeanMethods = false)
@EnableRabbit
class RabbitClients {

	@Bean
	CachingConnectionFactory connections() {
		return Objects.requireNonNull(RabbitServer.shared()).connections();
	}

	@Bean
	RabbitAdmin admin(ConnectionFactory connections) {
		return new RabbitAdmin(connections);
	}

	@Bean
	RabbitTemplate template(ConnectionFactory connections, RabbitAdmin admin) {
		admin.initialize();
		List.of("work", "other-work", "dead").forEach(admin::purgeQueue);
		return new RabbitTemplate(connections);
	}

	@Bean
	Queue work() {
		return queue("work");
	}

	@Bean
	Queue otherWork() {
		return queue("other-work");
	}

	@Bean
	Queue dead() {
		return QueueBuilder.nonDurable("dead").build();
	}

	@Bean
	SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory(ConnectionFactory connections) {
		SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
		factory.setConnectionFactory(connections);
		factory.setReceiveTimeout(20L);
		factory.setRecoveryInterval(50L);
		return factory;
	}

	@Bean
	DirectRabbitListenerContainerFactory direct(ConnectionFactory connections) {
		DirectRabbitListenerContainerFactory factory = new DirectRabbitListenerContainerFactory();
		factory.setConnectionFactory(connections);
		factory.setMonitorInterval(50L);
		return factory;
	}

	@Bean
	SimpleRabbitListenerContainerFactory manual(ConnectionFactory connections) {
		SimpleRabbitListenerContainerFactory factory = rabbitListenerContainerFactory(connections);
		factory.setAcknowledgeMode(AcknowledgeMode.MANUAL);
		return factory;
	}

	@Bean
	SimpleRabbitListenerContainerFactory eight(ConnectionFactory connections) {
		SimpleRabbitListenerContainerFactory factory = rabbitListenerContainerFactory(connections);
		factory.setConcurrentConsumers(8);
		factory.setPrefetchCount(10);
		return factory;
	}

	@Bean
	DirectRabbitListenerContainerFactory directEight(ConnectionFactory connections) {
		DirectRabbitListenerContainerFactory factory = direct(connections);
		factory.setConsumersPerQueue(8);
		factory.setPrefetchCount(10);
		return factory;
	}

	@Bean
	SimpleRabbitListenerContainerFactory discarding(ConnectionFactory connections) {
		SimpleRabbitListenerContainerFactory factory = rabbitListenerContainerFactory(connections);
		factory.setDefaultRequeueRejected(false);
		return factory;
	}

	@Bean
	SimpleRabbitListenerContainerFactory batches(ConnectionFactory connections) {
		SimpleRabbitListenerContainerFactory factory = rabbitListenerContainerFactory(connections);
		factory.setBatchListener(true);
		factory.setConsumerBatchEnabled(true);
		factory.setBatchSize(10);
		return factory;
	}

	private static Queue queue(String name) {
		return QueueBuilder.nonDurable(name).deadLetterExchange("").deadLetterRoutingKey("dead").build();
	}

}
