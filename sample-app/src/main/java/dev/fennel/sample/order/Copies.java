package dev.fennel.sample.order;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * How many copies of a book are left.
 */
@Entity
class Copies {

	@Id
	private String isbn = "";

	private int remaining;

	protected Copies() {
	}

	int getRemaining() {
		return this.remaining;
	}

	void setRemaining(int remaining) {
		this.remaining = remaining;
	}

}
