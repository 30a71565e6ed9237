package dev.fennel.sample.catalog;

import java.util.List;

import dev.fennel.annotation.Timed;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/**
 * All books that the shop sells.
 */
@Component
public class Catalog {

	private final BookRepository books;

	Catalog(BookRepository books) {
		this.books = books;
	}

	/**
	 * All books, by title.
	 */
	@Cacheable("catalogue")
	public List<Book> all() {
		return this.books.findAllByOrderByTitle();
	}

	/**
	 * The book with the given number, or a {@link BookNotFoundException}.
	 */
	@Timed
	@Cacheable("book")
	public Book find(String isbn) {
		return this.books.findById(isbn).orElseThrow(() -> new BookNotFoundException(isbn));
	}

}
