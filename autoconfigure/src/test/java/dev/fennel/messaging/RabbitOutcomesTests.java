package dev.fennel.messaging;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes of messages in containers that have no server, for which the broker is told
 * by what is thrown.
 */
@Tag("messaging")
class RabbitOutcomesTests {

	@ParameterizedTest
	@CsvSource({ "default, nothing, success", "default, state, retried", "default, reject, failure",
			"default, requeue, retried", "default, acknowledge, failure", "default, conversion, failure",
			"default, handling, retried", "default, error, retried", "discarding, state, failure",
			"discarding, requeue, retried", "discarding, reject, failure", "discarding, error, retried",
			"manual, nothing, success", "manual, state, failure", "manual, requeue, failure", "manual, error, failure",
			"none, nothing, success", "none, state, failure", "none, error, failure", "inactive, state, retried",
			"inactive, reject, failure", "inactive, nothing, success", "transactional, state, retried",
			"transactional, reject, failure", "transactional requeueing, reject, retried",
			"requeueing, reject, failure", "committing, state, failure", "committing, nothing, success",
			"rejecting, state, failure", "rejecting inactive, state, retried", "content, state, retried",
			"unhandled, reject, failure", "recovering, state, failure", "recovering, nothing, success",
			"recovering, error, retried", "anonymous, state, retried", "anonymous lenient, state, failure" })
	void whatComesOfAMessage(String settings, String failure, String outcome) {
		RabbitStand stand = new RabbitStand(settings);
		stand.failWith(failure);
		for (int i = 1; i <= 3; i++) {
			stand.deliver();
			assertThat(stand.counts()).isEqualTo(Map.of(outcome, i));
			assertThat(stand.calls).hasValue(i);
		}
	}

	@Test
	void whatAnAdviceKeepsFromTheListenerIsNoDelivery() {
		RabbitStand stand = new RabbitStand("skipping");
		stand.deliver();
		assertThat(stand.counts()).isEmpty();
	}

	@Test
	void anAdviceThatCallsAgainMakesOneMoreDelivery() {
		RabbitStand stand = new RabbitStand("twice");
		stand.deliver();
		assertThat(stand.counts()).isEqualTo(Map.of("success", stand.calls.get()));
	}

	@Test
	void whatStatefulRetriesGiveUpIsAFailureOnce() {
		RabbitStand stand = new RabbitStand("stateful");
		stand.failWith("state");
		int calls;
		do {
			calls = stand.calls.get();
			stand.deliver();
		}
		while (stand.calls.get() > calls && calls < 20);
		assertThat(calls).isPositive();
		assertThat(stand.counts()).isEqualTo(Map.of("retried", calls, "failure", 1));
	}

	@Test
	void whatCannotBeMeasuredReachesItsListener() {
		RabbitStand stand = new RabbitStand("default");
		stand.breakName();
		stand.deliver();
		assertThat(stand.calls).hasValue(1);
		assertThat(stand.errors()).isEqualTo(1);
	}

}
