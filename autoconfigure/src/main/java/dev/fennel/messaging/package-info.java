/**
 * Listeners of messages: RabbitMQ and Kafka.
 */
@NullMarked
package dev.fennel.messaging;

import org.jspecify.annotations.NullMarked;
