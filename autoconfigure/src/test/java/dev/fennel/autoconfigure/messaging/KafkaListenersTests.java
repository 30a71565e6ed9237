package dev.fennel.autoconfigure.messaging;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.Warnings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.KafkaListenerErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On a real Kafka. Where its client is not on the class path, the class can still be
 * read: its types are in no signature, and its exceptions in classes within.
 */
@Tag("messaging")
@ExtendWith(OutputCaptureExtension.class)
class KafkaListenersTests {

	private final String topic = "t" + UUID.randomUUID();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FennelAutoConfiguration.class, MessagingMetricsAutoConfiguration.class))
		.withPropertyValues("topic=" + this.topic, "factory=kafkaListenerContainerFactory")
		.withUserConfiguration(KafkaClients.class);

	@ParameterizedTest
	@CsvSource({ "kafkaListenerContainerFactory, 3, 1", "withoutSeeks, 3, 1", "transactional, 3, 1" })
	void aRecordIsRetriedUntilItSucceedsOrIsLeftBehind(String factory, int retried, int failed, CapturedOutput output) {
		this.runner.withUserConfiguration(Records.class).withPropertyValues("factory=" + factory).run((context) -> {
			send(context, "0 failures");
			send(context, "2 failures");
			ListenerCounts.await(context, Map.of("records retried", 2, "records success", 2));
			send(context, "9 failures");
			ListenerCounts.await(context, Map.of("records retried", 4, "records success", 2, "records failure", 1));
			send(context, "0 failures again");
			ListenerCounts.await(context, Map.of("records retried", 4, "records success", 3, "records failure", 1));
			assertThat(context.getBean(Obedient.class).calls).hasValue(8);
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void whatIsOnlyLoggedIsAFailure() {
		this.runner.withUserConfiguration(Records.class).withPropertyValues("factory=logging").run((context) -> {
			send(context, "9 failures");
			ListenerCounts.await(context, Map.of("records failure", 1));
		});
	}

	@Test
	void whatStopsTheContainerComesAgainWhenItIsStarted() {
		this.runner.withUserConfiguration(Records.class).withPropertyValues("factory=stopping").run((context) -> {
			MessageListenerContainer container = context.getBean(KafkaListenerEndpointRegistry.class)
				.getListenerContainer("records");
			for (int i = 1; i <= 2; i++) {
				if (i == 1) {
					send(context, "2 failures");
				}
				ListenerCounts.await(context, Map.of("records retried", i));
				Waiting.until(() -> !isRunning(context));
				container.start();
			}
			ListenerCounts.await(context, Map.of("records retried", 2, "records success", 1));
		});
	}

	@Test
	void aTransactionIsRolledBackWhateverManagesIt() {
		this.runner.withUserConfiguration(Records.class, Transactions.class)
			.withPropertyValues("factory=plain")
			.run((context) -> {
				send(context, "2 failures");
				ListenerCounts.await(context, Map.of("records retried", 2, "records success", 1));
				assertThat(context.getBean(Transactions.class).ends).containsExactly("rollback", "rollback", "commit");
			});
	}

	@Test
	void fennelHasNoErrorHandlerWhereThereAreTransactionsBeforeTheStart() {
		this.runner.withUserConfiguration(Containers.class, Transactions.class, LateTransactions.class)
			.run((context) -> assertThat(
					context.getBean("mailbox", ConcurrentMessageListenerContainer.class).getCommonErrorHandler())
				.isNull());
	}

	@Test
	void customizersBehindProxiesRunAsBefore() {
		this.runner.withUserConfiguration(Records.class, Interceptors.class)
			.withPropertyValues("factory=proxied")
			.run((context) -> {
				send(context, "0 failures");
				ListenerCounts.await(context, Map.of("records success", 1));
				assertThat(context.getBean(Interceptors.class).seen).hasValueGreaterThanOrEqualTo(100);
			});
	}

	@Test
	void whatFailsLaterAndIsHandledByTheListenersOwnHandlerIsAFailure() {
		this.runner.withUserConfiguration(HandledLater.class).run((context) -> {
			send(context, "0 failures");
			HandledLater listener = context.getBean(HandledLater.class);
			ListenerCounts.await(context, Map.of("handled in progress", 1));
			listener.end.completeExceptionally(new IllegalStateException("failed"));
			ListenerCounts.await(context, Map.of("handled failure", 1));
		});
	}

	@Test
	void anErrorGoesOffInProgressAndComesAgain() {
		this.runner.withUserConfiguration(Records.class).run((context) -> {
			send(context, "1 error");
			ListenerCounts.await(context, Map.of("records retried", 1));
		});
	}

	@Test
	void listenersAreNamedByTheirIdsElseByTheirBeansElseByTheirMethods(CapturedOutput output) {
		this.runner.withUserConfiguration(Handlers.class, Methods.class, Containers.class).run((context) -> {
			send(context, "0 failures");
			ListenerCounts.await(context,
					Map.of("Handlers success", 1, "Methods.listen success", 1, "mailbox success", 1));
			assertThat(context.getBean("mailbox")).isExactlyInstanceOf(ConcurrentMessageListenerContainer.class);
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void aBatchIsOneDelivery() {
		this.runner.withUserConfiguration(Batches.class).run((context) -> {
			Batches listener = context.getBean(Batches.class);
			for (int i = 0; i < 50; i++) {
				send(context, i + " nothing");
			}
			Waiting.until(() -> listener.done.size() == 50);
			ListenerCounts.await(context, listener.expected());
		});
	}

	@Test
	void interceptorsOfTheApplicationRunAsBefore() {
		this.runner.withUserConfiguration(Records.class, Interceptors.class)
			.withPropertyValues("factory=intercepted")
			.run((context) -> {
				send(context, "1 skipped");
				send(context, "2 failures");
				ListenerCounts.await(context, Map.of("records retried", 2, "records success", 1));
				assertThat(context.getBean(Interceptors.class).seen).hasValue(104);
			});
	}

	@Test
	void aTopicForRetriesIsARetry() {
		this.runner.withUserConfiguration(Retried.class, Scheduling.class).run((context) -> {
			send(context, "1 failures");
			Waiting.until(() -> ListenerCounts.sum(context, "again", "success") == 1);
			assertThat(ListenerCounts.of(context)).containsEntry("again retried", 1).hasSize(2);
			send(context, "9 failures");
			Waiting.until(() -> ListenerCounts.sum(context, "again-dlt", "success") == 1);
			assertThat(ListenerCounts.sum(context, "again", "retried")).isEqualTo(3);
			assertThat(ListenerCounts.sum(context, "again", "failure")).isEqualTo(1);
			assertThat(ListenerCounts.sum(context, "again", "success")).isEqualTo(2);
			assertThat(ListenerCounts.sum(context, "again", "in progress")).isZero();
			assertThat(context.getBean(Obedient.class).calls).hasValue(5);
		});
	}

	@Test
	void whatIsReturnedIsMeasuredToItsEnd() {
		this.runner.withUserConfiguration(Later.class).run((context) -> {
			Later listener = context.getBean(Later.class);
			send(context, "0 failures");
			ListenerCounts.await(context, Map.of("future in progress", 1, "mono in progress", 1));
			listener.end("mono").complete("done");
			ListenerCounts.await(context, Map.of("future in progress", 1, "mono success", 1));
			listener.end("future").completeExceptionally(new IllegalStateException("failed"));
			if (!SpringBootVersion.getVersion().startsWith("4.1")) {
				ListenerCounts.await(context, Map.of("future failure", 1, "mono success", 1));
				return;
			}
			ListenerCounts.await(context, Map.of("future retried", 1, "future in progress", 1, "mono success", 1));
			listener.end("future").complete("done");
			ListenerCounts.await(context, Map.of("future retried", 1, "future success", 1, "mono success", 1));
		});
	}

	@Test
	void containersThatAreStoppedAndStartedAgainAreMeasuredOnce() {
		this.runner.withUserConfiguration(Records.class).run((context) -> {
			KafkaListenerEndpointRegistry registry = context.getBean(KafkaListenerEndpointRegistry.class);
			for (int i = 1; i <= 3; i++) {
				send(context, i + " nothing");
				ListenerCounts.await(context, Map.of("records success", i));
				registry.stop();
				registry.start();
			}
		});
	}

	@Test
	void nothingIsMeasuredWhereThatIsSwitchedOff() {
		this.runner.withUserConfiguration(Records.class)
			.withPropertyValues("fennel.task.enabled=false")
			.run((context) -> {
				send(context, "0 failures");
				Obedient listener = context.getBean(Obedient.class);
				Waiting.until(() -> listener.calls.get() == 1);
				assertThat(ListenerCounts.page(context).text()).doesNotContain("message_listener");
			});
	}

	private static boolean isRunning(ApplicationContext context) {
		return Objects
			.requireNonNull(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("records"))
			.isRunning();
	}

	private void send(ApplicationContext context, String message) throws Exception {
		@SuppressWarnings("unchecked")
		KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
		template.send(this.topic, message).get();
	}

	static class Records extends Obedient {

		@KafkaListener(id = "records", topics = "${topic}", containerFactory = "${factory}")
		void listen(String message) {
			obey(message);
		}

	}

	@KafkaListener(topics = "${topic}", groupId = "handlers")
	static class Handlers {

		@KafkaHandler
		void text(String message) {
		}

		@KafkaHandler(isDefault = true)
		void other(Object message) {
		}

	}

	static class Methods {

		@KafkaListener(topics = "${topic}", groupId = "methods")
		void listen(String message) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		ConcurrentMessageListenerContainer<String, String> mailbox(ConsumerFactory<String, String> consumers,
				@Value("${topic}") String topic) {
			ContainerProperties properties = new ContainerProperties(topic);
			properties.setGroupId("mailbox");
			properties.setMessageListener((MessageListener<String, String>) (record) -> {
			});
			return new ConcurrentMessageListenerContainer<>(consumers, properties);
		}

	}

	/**
	 * Its second batch fails, then it tells which of its fourth has failed.
	 */
	static class Batches {

		final AtomicInteger calls = new AtomicInteger();

		final Set<String> done = ConcurrentHashMap.newKeySet();

		@KafkaListener(id = "batches", topics = "${topic}", containerFactory = "batches",
				properties = "max.poll.records=10")
		void listen(List<String> messages) {
			int call = this.calls.incrementAndGet();
			if (call == 2) {
				throw new IllegalStateException("failed");
			}
			if (call == 4) {
				this.done.addAll(messages.subList(0, messages.size() - 1));
				throw new BatchListenerFailedException("failed", messages.size() - 1);
			}
			this.done.addAll(messages);
		}

		Map<String, Integer> expected() {
			return Map.of("batches retried", 2, "batches success", this.calls.get() - 2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		final AtomicInteger seen = new AtomicInteger();

		@Bean
		ConcurrentKafkaListenerContainerFactory<String, String> intercepted(ConsumerFactory<String, String> consumers) {
			ConcurrentKafkaListenerContainerFactory<String, String> factory = new KafkaClients()
				.kafkaListenerContainerFactory(consumers);
			factory.setRecordInterceptor((record, consumer) -> {
				this.seen.incrementAndGet();
				return record.value().endsWith("skipped") ? null : record;
			});
			factory.setContainerCustomizer((container) -> this.seen.addAndGet(100));
			return factory;
		}

		@Bean
		@SuppressWarnings("unchecked")
		ConcurrentKafkaListenerContainerFactory<String, String> proxied(ConsumerFactory<String, String> consumers) {
			ProxyFactory proxies = new ProxyFactory(intercepted(consumers));
			proxies.setProxyTargetClass(true);
			return (ConcurrentKafkaListenerContainerFactory<String, String>) proxies.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Transactions {

		final Queue<String> ends = new ConcurrentLinkedQueue<>();

		@Bean
		ConcurrentKafkaListenerContainerFactory<String, String> plain(ConsumerFactory<String, String> consumers) {
			ConcurrentKafkaListenerContainerFactory<String, String> factory = new ConcurrentKafkaListenerContainerFactory<>();
			factory.setConsumerFactory(consumers);
			factory.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(new FixedBackOff(0, 2)));
			manage(factory.getContainerProperties());
			return factory;
		}

		@SuppressWarnings("removal") // what applications still set
		void manage(ContainerProperties properties) {
			properties.setPollTimeout(50);
			properties.setTransactionManager(new AbstractPlatformTransactionManager() {

				@Override
				protected Object doGetTransaction() {
					return "transaction";
				}

				@Override
				protected void doBegin(Object transaction, TransactionDefinition definition) {
				}

				@Override
				protected void doCommit(DefaultTransactionStatus status) {
					Transactions.this.ends.add("commit");
				}

				@Override
				protected void doRollback(DefaultTransactionStatus status) {
					Transactions.this.ends.add("rollback");
				}

			});
		}

	}

	/**
	 * After all containers were measured.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateTransactions {

		@Bean
		SmartInitializingSingleton late(ConcurrentMessageListenerContainer<String, String> mailbox,
				Transactions transactions) {
			return () -> transactions.manage(mailbox.getContainerProperties());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandledLater {

		final CompletableFuture<Void> end = new CompletableFuture<>();

		@KafkaListener(id = "handled", topics = "${topic}", containerFactory = "later", errorHandler = "content")
		CompletableFuture<Void> listen(String message) {
			return this.end;
		}

		@Bean
		static KafkaListenerErrorHandler content() {
			return (message, error) -> "";
		}

	}

	static class Retried extends Obedient {

		@RetryableTopic(attempts = "3")
		@KafkaListener(id = "again", topics = "${topic}")
		void listen(String message) {
			obey(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scheduling {

		@Bean
		TaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

	}

	static class Later {

		private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();

		@KafkaListener(id = "future", topics = "${topic}", containerFactory = "later")
		CompletableFuture<Void> future(String message) {
			return begin("future").thenAccept((value) -> {
			});
		}

		@KafkaListener(id = "mono", topics = "${topic}", containerFactory = "later")
		Mono<Void> mono(String message) {
			return Mono.fromFuture(begin("mono")).then();
		}

		private CompletableFuture<String> begin(String name) {
			CompletableFuture<String> begun = new CompletableFuture<>();
			this.ends.put(name, begun);
			return begun;
		}

		CompletableFuture<String> end(String name) {
			Waiting.until(() -> this.ends.containsKey(name));
			return Objects.requireNonNull(this.ends.remove(name));
		}

	}

}
