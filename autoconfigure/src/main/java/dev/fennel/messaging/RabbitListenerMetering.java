package dev.fennel.messaging;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.ContainerCustomizer;
import org.springframework.amqp.rabbit.config.ListenerContainerFactoryBean;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.NativeDetector;
import org.springframework.util.ErrorHandler;
import org.springframework.util.ReflectionUtils;

/**
 * Measures what listener containers of RabbitMQ give to their listeners: by two advices,
 * one before those of the application, which hears what came of a message in the end, and
 * one behind them, which sees each attempt; and by an error handler around the
 * container's own, which may have the last word about a message.
 *
 * @since 0.1.0
 */
public final class RabbitListenerMetering implements AopInfrastructureBean {

	private final ListenerMetrics metrics;

	/**
	 * Creates what measures containers.
	 * @param metrics the families
	 */
	public RabbitListenerMetering(ListenerMetrics metrics) {
		this.metrics = metrics;
	}

	/**
	 * Measures the containers that a factory will make, after the application's own
	 * customizer has run.
	 * @param factory the factory
	 */
	public void measure(AbstractRabbitListenerContainerFactory<?> factory) {
		this.metrics.failures().guard("measure the listeners of a container factory", () -> customize(factory));
	}

	/**
	 * Measures what a container gives to its listener from its next initialization on. To
	 * measure it twice changes nothing.
	 * @param container the container
	 */
	public void measure(AbstractMessageListenerContainer container) {
		this.metrics.failures().guard("measure a listener container", () -> advise(container));
	}

	/**
	 * Measures the container of a factory bean, which starts it whether somebody asks for
	 * it or not.
	 * @param maker the factory bean, complete
	 */
	public void measure(ListenerContainerFactoryBean maker) {
		try {
			AbstractMessageListenerContainer container = maker.isSingleton() ? maker.getObject() : null;
			if (container != null) {
				measure(container);
			}
		}
		catch (Exception ex) {
			this.metrics.failures().record("measure a listener container", ex);
		}
	}

	private <C extends AbstractMessageListenerContainer> void customize(
			AbstractRabbitListenerContainerFactory<C> factory) {
		Field field = Objects.requireNonNull(
				ReflectionUtils.findField(AbstractRabbitListenerContainerFactory.class, "containerCustomizer"));
		ReflectionUtils.makeAccessible(field);
		@SuppressWarnings("unchecked") // what the setter for this type of container took
		ContainerCustomizer<C> own = (ContainerCustomizer<C>) ReflectionUtils.getField(field, factory);
		if (!(own instanceof Customizer<C>)) {
			factory.setContainerCustomizer(new Customizer<>(own, this));
		}
	}

	private void advise(AbstractMessageListenerContainer container) {
		Advice[] chain = RabbitContainer.adviceChain(container);
		if (Arrays.stream(chain).anyMatch(DeliveryAdvice.class::isInstance)) {
			return;
		}
		RabbitListenerDeliveries deliveries = new RabbitListenerDeliveries(container, this.metrics);
		ErrorHandler own = container.getErrorHandler();
		if (own != null) {
			container.setErrorHandler((error) -> deliveries.handle(own, error));
		}
		List<Advice> advices = new ArrayList<>(List.of(chain));
		advices.add(0, new DeliveryAdvice(deliveries));
		advices.add(new AttemptAdvice(deliveries));
		container.setAdviceChain(advices.toArray(Advice[]::new));
		if (!container.isActive()) {
			// What is initialized already has to be so once more when it starts
			container.shutdown();
		}
		if (container.getMessageListener() instanceof MessagingMessageListenerAdapter adapter) {
			adviseHandler(adapter, new RabbitHandlerAdvice(deliveries));
		}
	}

	/** Where its class cannot be extended, as in a native image, it is left alone. */
	private static void adviseHandler(MessagingMessageListenerAdapter adapter, Advice advice) {
		Field field = Objects
			.requireNonNull(ReflectionUtils.findField(MessagingMessageListenerAdapter.class, "handlerAdapter"));
		ReflectionUtils.makeAccessible(field);
		Object handler = ReflectionUtils.getField(field, adapter);
		if (handler == null || NativeDetector.inNativeImage()) {
			return;
		}
		ProxyFactory proxy = new ProxyFactory(handler);
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(advice);
		ReflectionUtils.setField(field, adapter, proxy.getProxy(handler.getClass().getClassLoader()));
	}

	private record Customizer<C extends AbstractMessageListenerContainer>(@Nullable ContainerCustomizer<C> own,
			RabbitListenerMetering metering) implements ContainerCustomizer<C> {

		@Override
		public void configure(C container) {
			if (this.own != null) {
				this.own.configure(container);
			}
			this.metering.measure(container);
		}

	}

}
