package dev.fennel.sample.order;

import dev.fennel.annotation.Counted;
import dev.fennel.sample.catalog.Book;
import dev.fennel.sample.catalog.Catalog;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes orders, and finds them again.
 */
@Component
class Orders {

	private final Catalog catalog;

	private final Stock stock;

	private final OrderRepository orders;

	Orders(Catalog catalog, Stock stock, OrderRepository orders) {
		this.catalog = catalog;
		this.stock = stock;
		this.orders = orders;
	}

	@Counted(value = "orders_total", help = "Orders that were placed or refused",
			labels = "size=#{#quantity > 9 ? 'large' : 'small'}")
	@Transactional(noRollbackFor = OutOfStockException.class)
	Order place(String isbn, int quantity) {
		Book book = this.catalog.find(isbn);
		this.stock.take(book, quantity);
		return this.orders.save(new Order(book, quantity));
	}

	Order find(long id) {
		return this.orders.findById(id).orElseThrow(() -> new OrderNotFoundException(id));
	}

}
