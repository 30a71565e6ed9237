package dev.fennel.autoconfigure.messaging;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.RabbitServer;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.Warnings;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.rabbit.annotation.RabbitHandler;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.ListenerContainerFactoryBean;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.RabbitListenerErrorHandler;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * On a real RabbitMQ. Where its client is not on the class path, the class can still be
 * read: its types are in no signature, and its exceptions in classes within.
 */
@Tag("messaging")
@ExtendWith(OutputCaptureExtension.class)
class RabbitListenersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FennelAutoConfiguration.class, MessagingMetricsAutoConfiguration.class))
		.withUserConfiguration(RabbitClients.class);

	@BeforeAll
	static void aServerRuns() {
		assumeThat(RabbitServer.shared() != null).isTrue();
	}

	@Test
	void aMessageThatFailsTwiceIsRetriedTwiceAndThenASuccess(CapturedOutput output) {
		this.runner.withUserConfiguration(Simple.class).run((context) -> {
			send(context, "work", "2 failures");
			ListenerCounts.await(context, Map.of("simple retried", 2, "simple success", 1));
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void aMessageThatFailsTwiceOnADirectContainerToo() {
		this.runner.withUserConfiguration(Direct.class).run((context) -> {
			send(context, "work", "2 failures");
			ListenerCounts.await(context, Map.of("Direct.listen retried", 2, "Direct.listen success", 1));
			assertThat(ListenerCounts.page(context).samples()).containsKeys(
					"message_listener_duration_seconds_count{listener=\"Direct.listen\",outcome=\"failure\",system=\"rabbitmq\"}",
					"message_listener_in_progress{listener=\"Direct.listen\",system=\"rabbitmq\"}");
		});
	}

	@Test
	void aRejectedMessageIsAFailureAndOneMoreDeliveryWhereTheDeadOnesGo() {
		this.runner.withUserConfiguration(Simple.class, Undertaker.class).run((context) -> {
			send(context, "work", "1 reject");
			ListenerCounts.await(context, Map.of("simple failure", 1, "undertaker success", 1));
			send(context, "work", "2 acknowledge");
			ListenerCounts.await(context, Map.of("simple failure", 2, "undertaker success", 1));
		});
	}

	@Test
	void whatAContainerDiscardsIsAFailureUnlessItAsksForMore() {
		this.runner.withUserConfiguration(Discarding.class).run((context) -> {
			send(context, "work", "1 failures");
			ListenerCounts.await(context, Map.of("discarding failure", 1));
			send(context, "work", "1 requeue");
			ListenerCounts.await(context,
					Map.of("discarding failure", 1, "discarding retried", 1, "discarding success", 1));
		});
	}

	@Test
	void eachRoundOfAMessageThatIsRequeuedAgainAndAgainIsCounted() {
		this.runner.withUserConfiguration(Simple.class).run((context) -> {
			send(context, "work", "300 failures");
			ListenerCounts.await(context, Map.of("simple retried", 300, "simple success", 1));
		});
	}

	@Test
	void aMessageThatIsCutOffIsDeliveredTwice() {
		this.runner.withUserConfiguration(Simple.class).run((context) -> {
			send(context, "work", "1 wait");
			Obedient listener = context.getBean(Obedient.class);
			Waiting.until(() -> listener.calls.get() == 1);
			ListenerCounts.await(context, Map.of("simple in progress", 1));
			Objects.requireNonNull(RabbitServer.shared()).cutConnections();
			listener.released.countDown();
			ListenerCounts.await(context, Map.of("simple success", 2));
			assertThat(listener.calls).hasValue(2);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Eight.class, DirectEight.class })
	void countsOfManyMessagesOnManyConsumersAreExact(Class<?> listeners) {
		this.runner.withUserConfiguration(listeners).run((context) -> {
			for (int i = 0; i < 1000; i++) {
				send(context, "work", (i % 3 == 0) ? "1 failures " + i : "0 failures " + i);
			}
			ListenerCounts.await(context, Map.of("eight success", 1000, "eight retried", 334));
			Obedient listener = context.getBean(Obedient.class);
			assertThat(listener.calls).hasValue(1334);
			assertThat(listener.failed).hasValue(334);
		});
	}

	@Test
	void listenersAreNamedByTheirIdsElseByTheirBeansElseByTheirMethods(CapturedOutput output) {
		this.runner.withUserConfiguration(Handlers.class, Containers.class).run((context) -> {
			send(context, "work", "text");
			send(context, "work", new byte[] { 1 });
			send(context, "other-work", "text");
			send(context, "dead", "text");
			ListenerCounts.await(context, Map.of("Handlers success", 2, "mailbox success", 1, "letterbox success", 1));
			assertThat(context.getBean("mailbox")).isExactlyInstanceOf(SimpleMessageListenerContainer.class);
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void aBatchIsOneDelivery() {
		this.runner.withUserConfiguration(Batches.class).run((context) -> {
			for (int i = 0; i < 30; i++) {
				send(context, "work", i + " failures");
			}
			Batches listener = context.getBean(Batches.class);
			Waiting.until(() -> listener.done.size() == 30);
			ListenerCounts.await(context, Map.of("batches success", listener.calls.get() - 1, "batches retried", 1));
		});
	}

	@Test
	void whatIsReturnedIsMeasuredToItsEnd() {
		this.runner.withUserConfiguration(Later.class).run((context) -> {
			Later listener = context.getBean(Later.class);
			send(context, "work", "0 failures");
			send(context, "other-work", "0 failures");
			ListenerCounts.await(context, Map.of("future in progress", 1, "mono in progress", 1));
			listener.end("future").completeExceptionally(new IllegalStateException("failed"));
			listener.reject("mono");
			ListenerCounts.await(context, Map.of("future retried", 1, "future in progress", 1, "mono failure", 1));
			send(context, "other-work", "0 failures");
			ListenerCounts.await(context,
					Map.of("future retried", 1, "future in progress", 1, "mono failure", 1, "mono in progress", 1));
			listener.end("future").complete("done");
			listener.end("mono").complete("done");
			ListenerCounts.await(context,
					Map.of("future retried", 1, "future success", 1, "mono failure", 1, "mono success", 1));
		});
	}

	@Test
	void whatAnErrorHandlerAnswersIsAFailure() {
		this.runner.withUserConfiguration(Answered.class, Answers.class).run((context) -> {
			send(context, "work", "1 failures");
			ListenerCounts.await(context, Map.of("answered failure", 1));
		});
	}

	@Test
	void whatTheApplicationSetIsStillThere() {
		this.runner.withUserConfiguration(Customized.class, Customizations.class).run((context) -> {
			send(context, "work", "2 failures");
			ListenerCounts.await(context, Map.of("customized retried", 2, "customized success", 1));
			send(context, "work", "3 failures");
			ListenerCounts.await(context,
					Map.of("customized retried", 4, "customized success", 1, "customized failure", 1));
			assertThat(context.getBean(Customizations.class).seen).containsExactly("customizer", "advice", "advice",
					"error handler");
		});
	}

	@Test
	void containersThatAreStoppedAndStartedAgainAreMeasuredOnce() {
		this.runner.withUserConfiguration(Simple.class).run((context) -> {
			RabbitListenerEndpointRegistry registry = context.getBean(RabbitListenerEndpointRegistry.class);
			for (int i = 1; i <= 3; i++) {
				send(context, "other-work", i + " nothing");
				ListenerCounts.await(context, Map.of("other success", i));
				registry.stop();
				registry.start();
			}
		});
	}

	@Test
	void whatOutlivesTheApplicationGoesOffInProgress() {
		this.runner.withUserConfiguration(Simple.class).run((context) -> {
			send(context, "other-work", "1 wait");
			GuardedRegistry page = context.getBean(GuardedRegistry.class);
			Obedient listener = context.getBean(Obedient.class);
			Waiting.until(() -> listener.calls.get() == 1);
			((SimpleMessageListenerContainer) context.getBean(RabbitListenerEndpointRegistry.class)
				.getListenerContainer("other")).setShutdownTimeout(1);
			context.close();
			assertThat(ListenerCounts.of(Scrapes.of(page))).isEqualTo(Map.of("other in progress", 1));
			listener.released.countDown();
			Waiting.until(() -> ListenerCounts.of(Scrapes.of(page)).equals(Map.of("other success", 1)));
		});
	}

	@Test
	void nothingIsMeasuredWhereThatIsSwitchedOff() {
		this.runner.withUserConfiguration(Simple.class)
			.withPropertyValues("fennel.task.enabled=false")
			.run((context) -> {
				send(context, "work", "0 failures");
				Obedient listener = context.getBean(Obedient.class);
				Waiting.until(() -> listener.calls.get() == 1);
				assertThat(ListenerCounts.page(context).text()).doesNotContain("message_listener");
			});
	}

	private static void send(ApplicationContext context, String queue, Object message) {
		context.getBean(RabbitTemplate.class).convertAndSend(queue, message);
	}

	static class Simple extends Obedient {

		@RabbitListener(id = "simple", queues = "work")
		void listen(String message) {
			obey(message);
		}

		@RabbitListener(id = "other", queues = "other-work")
		void listenToo(String message) {
			obey(message);
		}

	}

	static class Direct extends Obedient {

		@RabbitListener(queues = "work", containerFactory = "direct")
		void listen(String message) {
			obey(message);
		}

	}

	static class Undertaker {

		@RabbitListener(id = "undertaker", queues = "dead")
		void listen(String message) {
		}

	}

	static class Discarding extends Obedient {

		@RabbitListener(id = "discarding", queues = "work", containerFactory = "discarding")
		void listen(String message) {
			obey(message);
		}

	}

	static class Eight extends Obedient {

		@RabbitListener(id = "eight", queues = "work", containerFactory = "eight")
		void listen(String message) {
			obey(message);
		}

	}

	static class DirectEight extends Obedient {

		@RabbitListener(id = "eight", queues = "work", containerFactory = "directEight")
		void listen(String message) {
			obey(message);
		}

	}

	@RabbitListener(queues = "work")
	static class Handlers {

		@RabbitHandler
		void text(String message) {
		}

		@RabbitHandler
		void bytes(byte[] message) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		SimpleMessageListenerContainer mailbox(ConnectionFactory connections) {
			SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
			container.setQueueNames("other-work");
			container.setMessageListener((message) -> {
			});
			return container;
		}

		@Bean
		ListenerContainerFactoryBean letterbox(ConnectionFactory connections) {
			ListenerContainerFactoryBean maker = new ListenerContainerFactoryBean();
			maker.setConnectionFactory(connections);
			maker.setQueueNames("dead");
			maker.setMessageListener((message) -> {
			});
			return maker;
		}

	}

	static class Batches {

		final AtomicInteger calls = new AtomicInteger();

		final Set<String> done = ConcurrentHashMap.newKeySet();

		@RabbitListener(id = "batches", queues = "work", containerFactory = "batches")
		void listen(List<String> messages) {
			if (this.calls.incrementAndGet() == 2) {
				throw new IllegalStateException("failed");
			}
			this.done.addAll(messages);
		}

	}

	static class Later {

		private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();

		@RabbitListener(id = "future", queues = "work", containerFactory = "manual")
		CompletableFuture<Void> future(String message) {
			return begin("future").thenAccept((value) -> {
			});
		}

		@RabbitListener(id = "mono", queues = "other-work", containerFactory = "manual")
		Mono<Void> mono(String message) {
			return Mono.fromFuture(begin("mono")).then();
		}

		private CompletableFuture<String> begin(String name) {
			CompletableFuture<String> begun = new CompletableFuture<>();
			this.ends.put(name, begun);
			return begun;
		}

		void reject(String name) {
			end(name).completeExceptionally(new AmqpRejectAndDontRequeueException("rejected"));
		}

		CompletableFuture<String> end(String name) {
			Waiting.until(() -> this.ends.containsKey(name));
			return Objects.requireNonNull(this.ends.remove(name));
		}

	}

	static class Answered extends Obedient {

		@RabbitListener(id = "answered", queues = "work", errorHandler = "answers")
		void listen(String message) {
			obey(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Answers {

		@Bean
		RabbitListenerErrorHandler answers() {
			return (amqpMessage, channel, message, exception) -> null;
		}

	}

	static class Customized extends Obedient {

		@RabbitListener(id = "customized", queues = "work", containerFactory = "customized")
		void listen(String message) {
			obey(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizations {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Bean
		SimpleRabbitListenerContainerFactory customized(ConnectionFactory connections) {
			SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
			factory.setConnectionFactory(connections);
			factory.setReceiveTimeout(20L);
			factory.setAdviceChain((MethodInterceptor) this::threeTimes);
			factory.setErrorHandler((error) -> {
				this.seen.add("error handler");
				throw new AmqpRejectAndDontRequeueException("rejected", error);
			});
			factory.setContainerCustomizer((container) -> this.seen.add("customizer"));
			return factory;
		}

		private @Nullable Object threeTimes(MethodInvocation invocation) throws Throwable {
			this.seen.add("advice");
			for (int i = 0; i < 2; i++) {
				try {
					return ((ProxyMethodInvocation) invocation).invocableClone().proceed();
				}
				catch (RuntimeException ex) {
					// once more
				}
			}
			return invocation.proceed();
		}

	}

}
