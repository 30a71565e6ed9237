package dev.fennel.sample.order;

import java.math.BigDecimal;

import dev.fennel.sample.catalog.Book;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one book, sold.
 */
@Entity
@Table(name = "book_order")
class Order {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@ManyToOne(optional = false)
	private @Nullable Book book;

	private int quantity;

	protected Order() {
	}

	Order(Book book, int quantity) {
		this.book = book;
		this.quantity = quantity;
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public @Nullable Book getBook() {
		return this.book;
	}

	public int getQuantity() {
		return this.quantity;
	}

	/**
	 * The price of all copies.
	 */
	public BigDecimal total() {
		return (this.book != null) ? this.book.getPrice().multiply(BigDecimal.valueOf(this.quantity)) : BigDecimal.ZERO;
	}

}
