package dev.fennel.sample.order;

import java.util.HashMap;
import java.util.Map;

import dev.fennel.sample.catalog.Book;

import org.springframework.stereotype.Component;

/**
 * How many copies are left of each book. An order that finds too few fails, and makes the
 * publisher fill the shelf.
 */
@Component
class Stock {

	private static final int FULL = 50;

	private final Map<String, Integer> copies = new HashMap<>();

	synchronized void take(Book book, int quantity) {
		int left = this.copies.getOrDefault(book.isbn(), FULL);
		if (quantity > left) {
			this.copies.remove(book.isbn());
			throw new OutOfStockException(book, left);
		}
		this.copies.put(book.isbn(), left - quantity);
	}

}
