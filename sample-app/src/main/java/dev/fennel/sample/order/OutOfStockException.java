package dev.fennel.sample.order;

import dev.fennel.sample.catalog.Book;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * There are fewer copies of a book than were ordered.
 */
@ResponseStatus(HttpStatus.CONFLICT)
class OutOfStockException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OutOfStockException(Book book, int left) {
		super("Only %d copies of %s are left".formatted(left, book.getTitle()));
	}

}
