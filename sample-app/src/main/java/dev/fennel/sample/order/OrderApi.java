package dev.fennel.sample.order;

import java.net.URI;

import dev.fennel.sample.dispatch.Courier;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders for programs.
 */
@RestController
@RequestMapping("/api/orders")
class OrderApi {

	private final Orders orders;

	private final Courier courier;

	OrderApi(Orders orders, Courier courier) {
		this.orders = orders;
		this.courier = courier;
	}

	@PostMapping
	ResponseEntity<Order> place(@RequestBody OrderRequest request) {
		Order order = this.orders.place(request.requiredIsbn(), request.requiredQuantity());
		this.courier.call();
		return ResponseEntity.created(URI.create("/api/orders/" + order.getId())).body(order);
	}

	@GetMapping("/{id}")
	Order order(@PathVariable long id) {
		return this.orders.find(id);
	}

	@ExceptionHandler
	ProblemDetail outOfStock(OutOfStockException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
	}

}
