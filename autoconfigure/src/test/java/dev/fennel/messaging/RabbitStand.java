package dev.fennel.messaging;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.rabbitmq.client.Channel;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.ImmediateAcknowledgeAmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.NoRollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

import static org.mockito.Mockito.mock;

/**
 * A container of RabbitMQ's that is given messages without a server.
 */
final class RabbitStand {

	final AtomicInteger calls = new AtomicInteger();

	private final GuardedRegistry registry = new GuardedRegistry();

	private final OpenContainer container = new OpenContainer();

	private final Message message = new Message(new byte[0], new MessageProperties());

	RabbitStand(String settings) {
		this.message.getMessageProperties().setMessageId("1");
		this.message.getMessageProperties().setRedelivered(false);
		this.container.setConnectionFactory(mock(ConnectionFactory.class));
		ReflectionTestUtils.setField(this.container, "active", true);
		ReflectionTestUtils.setField(this.container, "running", true);
		for (String setting : settings.split(" ")) {
			set(setting);
		}
		RabbitListenerMetering metering = new RabbitListenerMetering(
				new ListenerMetrics(MetricFactory.with(this.registry).build()));
		metering.measure(this.container);
		this.container.setMessageListener((received) -> this.calls.incrementAndGet());
		metering.measure(this.container);
		this.container.initialize();
	}

	private void set(String setting) {
		switch (setting) {
			case "discarding" -> this.container.setDefaultRequeueRejected(false);
			case "manual" -> this.container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
			case "none" -> this.container.setAcknowledgeMode(AcknowledgeMode.NONE);
			case "inactive" -> ReflectionTestUtils.setField(this.container, "active", false);
			case "transactional" -> transactional(new DefaultTransactionAttribute());
			case "committing" ->
				transactional(new RuleBasedTransactionAttribute(TransactionDefinition.PROPAGATION_REQUIRED,
						List.of(new NoRollbackRuleAttribute(Throwable.class))));
			case "requeueing" -> this.container.setAlwaysRequeueWithTxManagerRollback(true);
			case "rejecting" -> this.container.setErrorHandler((error) -> {
				throw new AmqpRejectAndDontRequeueException("rejected", error);
			});
			case "content" -> this.container.setErrorHandler((error) -> {
			});
			case "unhandled" -> ReflectionTestUtils.setField(this.container, "errorHandler", null);
			case "twice" -> this.container.setAdviceChain((MethodInterceptor) (invocation) -> {
				((ProxyMethodInvocation) invocation).invocableClone().proceed();
				return invocation.proceed();
			});
			case "recovering" -> this.container.setAdviceChain((MethodInterceptor) (invocation) -> {
				try {
					return invocation.proceed();
				}
				catch (RuntimeException ex) {
					return null;
				}
			});
			case "skipping" -> this.container.setAdviceChain((MethodInterceptor) (invocation) -> null);
			case "stateful" ->
				this.container.setAdviceChain(RetryInterceptorBuilder.stateful().recoverer((given, cause) -> {
				}).build());
			case "anonymous" -> this.message.getMessageProperties().setFinalRetryForMessageWithNoId(true);
			case "lenient" -> this.container.setStatefulRetryFatalWithNullMessageId(false);
			default -> {
			}
		}
	}

	private void transactional(TransactionAttribute attribute) {
		this.container.setTransactionManager(mock(PlatformTransactionManager.class));
		this.container.setTransactionAttribute(attribute);
	}

	void failWith(String failure) {
		this.container.setMessageListener((received) -> {
			this.calls.incrementAndGet();
			fail(failure);
		});
	}

	void breakName() {
		this.container.broken = true;
	}

	double errors() {
		return Scrapes.of(this.registry).value("fennel_errors_total{feature=\"task\"}");
	}

	/** Gives the listener the message and passes over what the container throws. */
	void deliver() {
		try {
			this.container.execute(mock(Channel.class), this.message);
		}
		catch (RuntimeException | Error ex) {
			// told to the broker, or to those who watch the thread
		}
		this.message.getMessageProperties().setRedelivered(true);
	}

	Map<String, Integer> counts() {
		Page page = Scrapes.of(this.registry);
		Map<String, Integer> counts = new TreeMap<>();
		for (Outcome outcome : Outcome.values()) {
			counts.put(outcome.label(), (int) page
				.value("message_listener_duration_seconds_count{listener=\"stand\",outcome=\"%s\",system=\"rabbitmq\"}"
					.formatted(outcome.label())));
		}
		counts.put("in progress",
				(int) page.value("message_listener_in_progress{listener=\"stand\",system=\"rabbitmq\"}"));
		counts.values().removeIf((value) -> value == 0);
		return counts;
	}

	private static void fail(String failure) {
		switch (failure) {
			case "state" -> throw new IllegalStateException("failed");
			case "reject" -> throw new IllegalStateException(new AmqpRejectAndDontRequeueException("rejected"));
			case "requeue" -> throw new ImmediateRequeueAmqpException("requeue");
			case "acknowledge" -> throw new ImmediateAcknowledgeAmqpException("acknowledge");
			case "conversion" -> throw new MessageConversionException("not understood");
			case "handling" -> throw new MessageHandlingException(null, "failed");
			case "error" -> throw new AssertionError("failed");
			default -> {
			}
		}
	}

	private static final class OpenContainer extends SimpleMessageListenerContainer {

		private boolean broken;

		@Override
		public String getListenerId() {
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			return "stand";
		}

		void execute(Channel channel, Message message) {
			executeListener(channel, message);
		}

	}

}
