package dev.fennel.autoconfigure.messaging;

import dev.fennel.messaging.KafkaListenerMetering;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Has containers measured once more before they start, since retry topics and the
 * application may have set other error handlers, interceptors and transactions since.
 */
final class KafkaContainersBeforeStart implements SmartLifecycle, AopInfrastructureBean {

	private final ObjectProvider<KafkaListenerEndpointRegistry> registries;

	private final ObjectProvider<KafkaListenerMetering> metering;

	private volatile boolean running;

	KafkaContainersBeforeStart(ObjectProvider<KafkaListenerEndpointRegistry> registries,
			ObjectProvider<KafkaListenerMetering> metering) {
		this.registries = registries;
		this.metering = metering;
	}

	@Override
	public void start() {
		this.running = true;
		this.registries.stream()
			.flatMap((registry) -> registry.getListenerContainers().stream())
			.filter(AbstractMessageListenerContainer.class::isInstance)
			.forEach((container) -> this.metering
				.ifAvailable((available) -> available.measure((AbstractMessageListenerContainer<?, ?>) container)));
		this.metering.ifAvailable(KafkaListenerMetering::measureStandIns);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
