package dev.fennel.sample.order;

import java.math.BigDecimal;

import dev.fennel.sample.catalog.Book;

/**
 * Copies of one book, sold.
 */
public record Order(long id, Book book, int quantity) {

	/**
	 * The price of all copies.
	 */
	public BigDecimal total() {
		return this.book.price().multiply(BigDecimal.valueOf(this.quantity));
	}

}
