package dev.fennel.sample.order;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.fennel.sample.catalog.Book;
import dev.fennel.sample.catalog.Catalog;

import org.springframework.stereotype.Component;

/**
 * Takes orders, and remembers the latest.
 */
@Component
class Orders {

	private static final int REMEMBERED = 1000;

	private final Map<Long, Order> latest = new LinkedHashMap<>();

	private final Catalog catalog;

	private final Stock stock;

	private long lastId;

	Orders(Catalog catalog, Stock stock) {
		this.catalog = catalog;
		this.stock = stock;
	}

	synchronized Order place(String isbn, int quantity) {
		Book book = this.catalog.find(isbn);
		this.stock.take(book, quantity);
		Order order = new Order(++this.lastId, book, quantity);
		this.latest.put(order.id(), order);
		this.latest.remove(order.id() - REMEMBERED);
		return order;
	}

	synchronized Order find(long id) {
		Order order = this.latest.get(id);
		if (order == null) {
			throw new OrderNotFoundException(id);
		}
		return order;
	}

}
