package dev.fennel.autoconfigure.messaging;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.messaging.KafkaListenerMetering;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Has the listeners of Kafka measured: those of containers that are beans, and those of
 * containers that factories make.
 */
final class KafkaListenerBeanPostProcessor implements BeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<KafkaListenerMetering> metering;

	private final ObjectProvider<Measuring> measuring;

	KafkaListenerBeanPostProcessor(ObjectProvider<KafkaListenerMetering> metering,
			ObjectProvider<Measuring> measuring) {
		this.metering = metering;
		this.measuring = measuring;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object target = Targets.of(bean);
		if (target instanceof AbstractMessageListenerContainer<?, ?> container) {
			this.measuring.getObject().with(this.metering, "task", (available) -> available.measure(container));
		}
		if (target instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
			this.measuring.getObject().with(this.metering, "task", (available) -> available.measure(factory));
		}
		return bean;
	}

}
