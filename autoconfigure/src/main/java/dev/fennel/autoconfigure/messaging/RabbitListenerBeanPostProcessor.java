package dev.fennel.autoconfigure.messaging;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.messaging.RabbitListenerMetering;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.ListenerContainerFactoryBean;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has the listeners of RabbitMQ measured: those of containers that are beans, best before
 * they are initialized, which those that factory beans make are already, and those of
 * containers that factories make.
 */
final class RabbitListenerBeanPostProcessor implements BeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<RabbitListenerMetering> metering;

	private final ObjectProvider<Measuring> measuring;

	RabbitListenerBeanPostProcessor(ObjectProvider<RabbitListenerMetering> metering,
			ObjectProvider<Measuring> measuring) {
		this.metering = metering;
		this.measuring = measuring;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		measure(Targets.of(bean));
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object target = Targets.of(bean);
		if (target instanceof AbstractRabbitListenerContainerFactory<?> factory) {
			this.measuring.getObject().with(this.metering, "task", (available) -> available.measure(factory));
		}
		if (target instanceof ListenerContainerFactoryBean maker) {
			this.measuring.getObject().with(this.metering, "task", (available) -> available.measure(maker));
		}
		measure(target);
		return bean;
	}

	private void measure(@Nullable Object target) {
		if (target instanceof AbstractMessageListenerContainer container) {
			this.measuring.getObject().with(this.metering, "task", (available) -> available.measure(container));
		}
	}

}
