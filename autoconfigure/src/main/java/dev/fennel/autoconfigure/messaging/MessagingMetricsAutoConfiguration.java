package dev.fennel.autoconfigure.messaging;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.task.TaskMetricsProperties;
import dev.fennel.messaging.KafkaListenerMetering;
import dev.fennel.messaging.ListenerMetrics;
import dev.fennel.messaging.RabbitListenerMetering;

import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.retrytopic.DestinationTopicResolver;

/**
 * Listeners of RabbitMQ and Kafka. Without any, nothing is made.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@Conditional(OnMessagingLibrary.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("task")
@EnableConfigurationProperties(TaskMetricsProperties.class)
@ImportRuntimeHints(MessagingHints.class)
public final class MessagingMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ListenerMetrics fennelListenerMetrics(MetricFactory metrics, TaskMetricsProperties properties) {
		return new ListenerMetrics(metrics, properties.bounds());
	}

	/**
	 * RabbitMQ.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AbstractMessageListenerContainer.class)
	static class RabbitConfiguration implements AopInfrastructureBean {

		@Bean
		@Lazy
		RabbitListenerMetering fennelRabbitListenerMetering(ListenerMetrics metrics) {
			return new RabbitListenerMetering(metrics);
		}

		@Bean
		static RabbitListenerBeanPostProcessor fennelRabbitListenerBeanPostProcessor(
				ObjectProvider<RabbitListenerMetering> metering, ObjectProvider<Measuring> measuring) {
			return new RabbitListenerBeanPostProcessor(metering, measuring);
		}

	}

	/**
	 * Kafka.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.kafka.listener.AbstractMessageListenerContainer.class)
	static class KafkaConfiguration implements AopInfrastructureBean {

		@Bean
		@Lazy
		KafkaListenerMetering fennelKafkaListenerMetering(ListenerMetrics metrics,
				ObjectProvider<DestinationTopicResolver> retryTopics) {
			return new KafkaListenerMetering(metrics, retryTopics);
		}

		@Bean
		KafkaContainersBeforeStart fennelKafkaContainersBeforeStart(
				ObjectProvider<KafkaListenerEndpointRegistry> registries,
				ObjectProvider<KafkaListenerMetering> metering) {
			return new KafkaContainersBeforeStart(registries, metering);
		}

		@Bean
		static KafkaListenerBeanPostProcessor fennelKafkaListenerBeanPostProcessor(
				ObjectProvider<KafkaListenerMetering> metering, ObjectProvider<Measuring> measuring) {
			return new KafkaListenerBeanPostProcessor(metering, measuring);
		}

	}

}
