package dev.fennel.sample.catalog;

import java.math.BigDecimal;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * All books that the shop sells.
 */
@Component
public class Catalog {

	private final List<Book> books = List.of(book("9780141439471", "Frankenstein", "Mary Shelley", "7.99"),
			book("9780142437247", "Moby-Dick", "Herman Melville", "12.00"),
			book("9780140449136", "Crime and Punishment", "Fyodor Dostoyevsky", "11.50"),
			book("9780140441895", "Prometheus Bound", "Aeschylus", "9.99"));

	/**
	 * All books, in the order of the shelf.
	 */
	public List<Book> all() {
		return this.books;
	}

	/**
	 * The book with the given number, or a {@link BookNotFoundException}.
	 */
	public Book find(String isbn) {
		return this.books.stream()
			.filter((book) -> book.isbn().equals(isbn))
			.findFirst()
			.orElseThrow(() -> new BookNotFoundException(isbn));
	}

	private static Book book(String isbn, String title, String author, String price) {
		return new Book(isbn, title, author, new BigDecimal(price));
	}

}
