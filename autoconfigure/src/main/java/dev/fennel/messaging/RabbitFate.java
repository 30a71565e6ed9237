package dev.fennel.messaging;

import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.ImmediateAcknowledgeAmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;

/**
 * Tells what a container tells the broker of a message whose listener failed.
 */
final class RabbitFate {

	private RabbitFate() {
	}

	static Outcome of(AbstractMessageListenerContainer container, Throwable error) {
		// The broker has forgotten it, or the listener itself tells the broker
		if (!asksTheContainer(container)) {
			return Outcome.FAILURE;
		}
		if (error instanceof Error) {
			return Outcome.RETRIED;
		}
		if (has(error, ImmediateAcknowledgeAmqpException.class) || RabbitContainer.commitsDespite(container, error)) {
			return Outcome.FAILURE;
		}
		return (RabbitContainer.requeuesAllRolledBack(container) || isRequeued(container, error)) ? Outcome.RETRIED
				: Outcome.FAILURE;
	}

	/** The first of the two exceptions that is found decides. */
	static boolean isRequeued(AbstractMessageListenerContainer container, Throwable error) {
		for (Throwable each = error; each != null; each = each.getCause()) {
			if (each instanceof AmqpRejectAndDontRequeueException) {
				return false;
			}
			if (each instanceof ImmediateRequeueAmqpException) {
				return true;
			}
		}
		return RabbitContainer.requeuesByDefault(container);
	}

	private static boolean asksTheContainer(AbstractMessageListenerContainer container) {
		return !container.getAcknowledgeMode().isAutoAck() && !container.getAcknowledgeMode().isManual();
	}

	private static boolean has(Throwable error, Class<? extends Throwable> type) {
		for (Throwable each = error; each != null; each = each.getCause()) {
			if (type.isInstance(each)) {
				return true;
			}
		}
		return false;
	}

}
