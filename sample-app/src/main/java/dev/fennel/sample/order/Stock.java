package dev.fennel.sample.order;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.sample.catalog.Book;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many copies are left of each book. An order that finds too few fails, and makes the
 * publisher fill the shelf.
 */
@Component
class Stock {

	private static final int FULL = 50;

	private final CopiesRepository copies;

	Stock(CopiesRepository copies) {
		this.copies = copies;
	}

	@CountExceptions(value = "stock_shortages_total", help = "Orders of more copies than are left",
			exceptions = OutOfStockException.class)
	@Transactional(propagation = Propagation.MANDATORY, noRollbackFor = OutOfStockException.class)
	void take(Book book, int quantity) {
		Copies left = this.copies.findByIsbn(book.getIsbn()).orElseThrow(() -> new OutOfStockException(book, 0));
		int remaining = left.getRemaining();
		if (quantity > remaining) {
			left.setRemaining(FULL);
			throw new OutOfStockException(book, remaining);
		}
		left.setRemaining(remaining - quantity);
	}

}
