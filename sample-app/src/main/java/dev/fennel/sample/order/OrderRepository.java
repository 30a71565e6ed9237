package dev.fennel.sample.order;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * The order book.
 */
interface OrderRepository extends Repository<Order, Long> {

	Order save(Order order);

	Optional<Order> findById(long id);

}
