package dev.fennel.autoconfigure.messaging;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What is read of containers, their factories and their adapters by name.
 */
final class MessagingHints implements RuntimeHintsRegistrar {

	private static final String RABBIT = "org.springframework.amqp.rabbit.";

	private static final String KAFKA = "org.springframework.kafka.";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Types types = new Types(hints, classLoader);
		types.methods(RABBIT + "listener.AbstractMessageListenerContainer", "getAdviceChain",
				"isDefaultRequeueRejected", "isAlwaysRequeueWithTxManagerRollback",
				"isStatefulRetryFatalWithNullMessageId", "getTransactionManager", "getTransactionAttribute");
		types.methods(KAFKA + "listener.AbstractMessageListenerContainer", "getRecordInterceptor",
				"getBatchInterceptor");
		types.fields(RABBIT + "config.AbstractRabbitListenerContainerFactory", "containerCustomizer");
		types.fields(KAFKA + "config.AbstractKafkaListenerContainerFactory", "containerCustomizer");
		types.fields(KAFKA + "listener.ContainerProperties", "transactionManager");
		types.fields(RABBIT + "listener.adapter.MessagingMessageListenerAdapter", "handlerAdapter");
		types.fields(KAFKA + "listener.adapter.MessagingMessageListenerAdapter", "handlerMethod", "errorHandler",
				"asyncRetryCallback");
		for (String handler : List.of(RABBIT + "listener.adapter.HandlerAdapter",
				"org.springframework.amqp.listener.adapter.HandlerAdapter",
				KAFKA + "listener.adapter.HandlerAdapter")) {
			types.fields(handler, "invokerHandlerMethod");
			types.methods(handler, "getBean");
		}
	}

	private record Types(RuntimeHints hints, @Nullable ClassLoader classLoader) {

		void methods(String type, String... names) {
			this.hints.reflection().registerTypeIfPresent(this.classLoader, type, (hint) -> {
				for (String name : names) {
					hint.withMethod(name, List.of(), ExecutableMode.INVOKE);
				}
			});
		}

		void fields(String type, String... names) {
			this.hints.reflection().registerTypeIfPresent(this.classLoader, type, (hint) -> {
				for (String name : names) {
					hint.withField(name);
				}
			});
		}

	}

}
