package dev.fennel.sample.order;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a program sends to order a book.
 */
record OrderRequest(@Nullable String isbn, @Nullable Integer quantity) {

	private static final int MOST = 99;

	String requiredIsbn() {
		if (this.isbn == null || this.isbn.isBlank()) {
			throw invalid("isbn is missing");
		}
		return this.isbn;
	}

	int requiredQuantity() {
		if (this.quantity == null || this.quantity < 1 || this.quantity > MOST) {
			throw invalid("quantity is not between 1 and " + MOST);
		}
		return this.quantity;
	}

	private static ResponseStatusException invalid(String reason) {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
	}

}
