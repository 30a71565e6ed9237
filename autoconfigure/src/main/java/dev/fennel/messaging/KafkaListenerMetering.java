package dev.fennel.messaging;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NativeDetector;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeliveryAttemptAware;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.HandlerAdapter;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.kafka.retrytopic.DestinationTopicResolver;
import org.springframework.util.ReflectionUtils;

/**
 * Measures what listener containers of Kafka give to their listeners: by interceptors
 * behind those of the application, and by what stands around the container's error
 * handler and around what it does after a rollback, which decide what comes of a record.
 *
 * @since 0.1.0
 */
public final class KafkaListenerMetering implements AopInfrastructureBean {

	private final ListenerMetrics metrics;

	private final ObjectProvider<DestinationTopicResolver> retryTopics;

	private final Set<AbstractMessageListenerContainer<?, ?>> standIns = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * Creates what measures containers.
	 * @param metrics the families
	 * @param retryTopics tells to which topic a record goes that failed
	 */
	public KafkaListenerMetering(ListenerMetrics metrics, ObjectProvider<DestinationTopicResolver> retryTopics) {
		this.metrics = metrics;
		this.retryTopics = retryTopics;
	}

	/**
	 * Measures the containers that a factory will make, after the application's own
	 * customizer has run.
	 * @param factory the factory
	 */
	public void measure(AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
		this.metrics.failures().guard("measure the listeners of a container factory", () -> customize(factory));
	}

	/**
	 * Measures what a container gives to its listener from its next start on. To measure
	 * it twice changes nothing, unless something else was set since.
	 * @param container the container
	 */
	public void measure(AbstractMessageListenerContainer<?, ?> container) {
		this.metrics.failures().guard("measure a listener container", () -> intercept(container));
	}

	/**
	 * Measures once more the containers that had no error handler, and takes Fennel's
	 * from those that have transactions since.
	 */
	public void measureStandIns() {
		List.of(this.standIns.toArray(AbstractMessageListenerContainer<?, ?>[]::new)).forEach(this::measure);
		this.standIns.clear();
	}

	private <C extends AbstractMessageListenerContainer<K, V>, K, V> void customize(
			AbstractKafkaListenerContainerFactory<C, K, V> factory) {
		Object own = field(AbstractKafkaListenerContainerFactory.class, "containerCustomizer", factory);
		if (!(own instanceof Customizer)) {
			@SuppressWarnings("unchecked") // what the setter for this type of container
											// took
			ContainerCustomizer<K, V, C> customizer = (ContainerCustomizer<K, V, C>) own;
			factory.setContainerCustomizer(new Customizer<>(customizer, this));
		}
	}

	private <K, V> void intercept(AbstractMessageListenerContainer<K, V> container) {
		RecordInterceptor<K, V> records = KafkaContainer.recordInterceptor(container);
		BatchInterceptor<K, V> batches = KafkaContainer.batchInterceptor(container);
		KafkaListenerDeliveries deliveries = deliveries(container, records, batches);
		if (!(records instanceof MeteredRecordInterceptor)) {
			container.setRecordInterceptor(new MeteredRecordInterceptor<>(records, deliveries));
		}
		if (!(batches instanceof MeteredBatchInterceptor)) {
			container.setBatchInterceptor(new MeteredBatchInterceptor<>(batches, deliveries));
		}
		handleErrors(container, deliveries);
	}

	/** Those that are in one of its slots already, else new ones. */
	private <K, V> KafkaListenerDeliveries deliveries(AbstractMessageListenerContainer<K, V> container,
			@Nullable RecordInterceptor<K, V> records, @Nullable BatchInterceptor<K, V> batches) {
		if (records instanceof MeteredRecordInterceptor<K, V> metered) {
			return metered.deliveries();
		}
		if (batches instanceof MeteredBatchInterceptor<K, V> metered) {
			return metered.deliveries();
		}
		KafkaListenerDeliveries deliveries = new KafkaListenerDeliveries(container, this.metrics,
				new RetryTopics(container, this.retryTopics));
		MessagingMessageListenerAdapter<?, ?> adapter = KafkaContainer.adapter(container);
		if (adapter != null) {
			this.metrics.failures()
				.guard("measure what a listener returns to its end",
						() -> adviseHandler(adapter, new KafkaHandlerAdvice(deliveries)));
		}
		return deliveries;
	}

	private <K, V> void handleErrors(AbstractMessageListenerContainer<K, V> container,
			KafkaListenerDeliveries deliveries) {
		CommonErrorHandler handler = container.getCommonErrorHandler();
		boolean transactional = KafkaContainer.isTransactional(container);
		if (handler == null && !transactional) {
			container.setCommonErrorHandler(MeteredErrorHandler.standIn(deliveries));
			this.standIns.add(container);
		}
		else if (handler instanceof MeteredErrorHandler metered) {
			if (transactional && metered.isStandIn()) {
				container.setCommonErrorHandler(null);
			}
		}
		else if (handler != null) {
			container.setCommonErrorHandler(new MeteredErrorHandler(handler, deliveries));
		}
		if (transactional) {
			container.setAfterRollbackProcessor(around(container.getAfterRollbackProcessor(), deliveries));
		}
	}

	/** One that does not count attempts does not tell what came of a record. */
	private static <K, V> AfterRollbackProcessor<K, V> around(AfterRollbackProcessor<K, V> processor,
			KafkaListenerDeliveries deliveries) {
		return (processor instanceof DeliveryAttemptAware && !(processor instanceof MeteredRollbackProcessor))
				? new MeteredRollbackProcessor<>(processor, deliveries) : processor;
	}

	/** Where its class cannot be extended, as in a native image, it is left alone. */
	private static void adviseHandler(MessagingMessageListenerAdapter<?, ?> adapter, KafkaHandlerAdvice advice) {
		Object handler = field(MessagingMessageListenerAdapter.class, "handlerMethod", adapter);
		if (handler == null || !adapter.isAsyncReplies() || NativeDetector.inNativeImage()) {
			return;
		}
		ProxyFactory proxy = new ProxyFactory(handler);
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(advice);
		adapter.setHandlerMethod((HandlerAdapter) proxy.getProxy(handler.getClass().getClassLoader()));
	}

	private static @Nullable Object field(Class<?> type, String name, Object target) {
		Field field = Objects.requireNonNull(ReflectionUtils.findField(type, name), name);
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

	private record Customizer<K, V, C extends AbstractMessageListenerContainer<K, V>>(
			@Nullable ContainerCustomizer<K, V, C> own,
			KafkaListenerMetering metering) implements ContainerCustomizer<K, V, C> {

		@Override
		public void configure(C container) {
			if (this.own != null) {
				this.own.configure(container);
			}
			this.metering.measure(container);
		}

	}

}
