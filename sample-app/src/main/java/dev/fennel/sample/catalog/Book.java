package dev.fennel.sample.catalog;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * A book in the catalog.
 */
@Entity
public class Book implements Serializable {

	@Serial
	private static final long serialVersionUID = 1L;

	@Id
	private String isbn = "";

	private String title = "";

	private String author = "";

	private BigDecimal price = BigDecimal.ZERO;

	protected Book() {
	}

	public String getIsbn() {
		return this.isbn;
	}

	public String getTitle() {
		return this.title;
	}

	public String getAuthor() {
		return this.author;
	}

	public BigDecimal getPrice() {
		return this.price;
	}

}
