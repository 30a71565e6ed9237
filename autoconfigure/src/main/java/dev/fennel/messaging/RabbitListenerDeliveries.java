package dev.fennel.messaging;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.util.ErrorHandler;

/**
 * What one container gives to its listener.
 */
final class RabbitListenerDeliveries {

	private final AbstractMessageListenerContainer container;

	private final ListenerMetrics metrics;

	@SuppressWarnings("ThreadLocalUsage") // one for each container, which lives as long
											// as the application
	private final ThreadLocal<RabbitAttempts> current = new ThreadLocal<>();

	private final boolean stateful;

	private volatile @Nullable ListenerSeries series;

	RabbitListenerDeliveries(AbstractMessageListenerContainer container, ListenerMetrics metrics) {
		this.container = container;
		this.metrics = metrics;
		this.stateful = RabbitContainer.isStateful(container);
		if (container.getMessageListener() != null) {
			series();
		}
	}

	@Nullable RabbitAttempts current() {
		return this.current.get();
	}

	/** Null where it cannot be measured. */
	@Nullable RabbitAttempts begin() {
		try {
			RabbitAttempts unfinished = this.current.get();
			if (unfinished != null && unfinished.error() != null) {
				end(unfinished, unfinished.error());
			}
			RabbitAttempts attempts = new RabbitAttempts(series());
			this.current.set(attempts);
			return attempts;
		}
		catch (Throwable ex) {
			notRecorded(ex);
			return null;
		}
	}

	void returned(RabbitAttempts attempts) {
		this.current.remove();
		if (!attempts.hadNone()) {
			attempts.returned();
		}
		else {
			decided(attempts, Outcome.FAILURE);
		}
	}

	void threw(RabbitAttempts attempts, Throwable error, @Nullable Object[] arguments) {
		try {
			if (isFinal(arguments)) {
				this.current.remove();
				attempts.threw(
						RabbitContainer.stopsAtMessagesWithoutId(this.container) ? Outcome.RETRIED : Outcome.FAILURE);
			}
			else if (error instanceof RuntimeException && this.container.isActive()
					&& this.container.getErrorHandler() != null) {
				attempts.error(error);
			}
			else {
				end(attempts, error);
			}
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	/** What the listener returned will end it, and the adapter then tells the broker. */
	AsyncDelivery detach(RabbitAttempts attempts) {
		Delivery delivery = attempts.detach();
		return (error) -> delivery.end((error != null) ? fateOf(error) : Outcome.SUCCESS);
	}

	private Outcome fateOf(Throwable error) {
		return RabbitFate.isRequeued(this.container, error) ? Outcome.RETRIED : Outcome.FAILURE;
	}

	void notRecorded(Throwable failure) {
		this.metrics.failures().record("record what a message listener did", failure);
	}

	/** The container's error handler may turn one exception into another. */
	void handle(ErrorHandler own, Throwable error) {
		RabbitAttempts attempts = this.current.get();
		Throwable decisive = error;
		try {
			own.handleError(error);
		}
		catch (Throwable ex) {
			decisive = ex;
			throw ex;
		}
		finally {
			if (attempts != null) {
				end(attempts, decisive);
			}
		}
	}

	private void end(RabbitAttempts attempts, Throwable error) {
		this.current.remove();
		try {
			Outcome outcome = RabbitFate.of(this.container, error);
			if (!attempts.hadNone()) {
				attempts.threw(outcome);
			}
			else {
				decided(attempts, outcome);
			}
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	/** Stateful retries give a message up without its listener; any other advice may. */
	private void decided(RabbitAttempts attempts, Outcome outcome) {
		if (this.stateful) {
			attempts.decided(outcome);
		}
	}

	/** A message without an id was delivered a second time, and not for a third. */
	private static boolean isFinal(@Nullable Object[] arguments) {
		Object data = arguments[arguments.length - 1];
		Object first = (data instanceof List<?> batch && !batch.isEmpty()) ? batch.get(0) : data;
		return first instanceof Message message && message.getMessageProperties().isFinalRetryForMessageWithNoId();
	}

	/** Its name is not complete before it has a listener. */
	private ListenerSeries series() {
		ListenerSeries known = this.series;
		if (known == null) {
			known = this.metrics.series(RabbitContainer.name(this.container), "rabbitmq");
			this.series = known;
		}
		return known;
	}

}
