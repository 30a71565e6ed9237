package dev.fennel.sample.catalog;

import dev.fennel.health.ReadinessCheck;

import org.springframework.stereotype.Component;

/**
 * A shop without books is not ready for visitors.
 */
@Component
class CatalogReadinessCheck implements ReadinessCheck {

	private final BookRepository books;

	CatalogReadinessCheck(BookRepository books) {
		this.books = books;
	}

	@Override
	public boolean isReady() {
		return this.books.count() > 0;
	}

}
