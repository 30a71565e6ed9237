package dev.fennel.orm;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostRemove;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * Entities of each kind.
 */
final class Library {

	private Library() {
	}

	@Entity(name = "Book")
	static class Book {

		@Id
		Long id = 0L;

		@Column(unique = true)
		@Nullable String title;

		@Embedded
		@Nullable Price price;

		@ElementCollection
		List<String> keywords = new ArrayList<>();

		Book() {
		}

		Book(long id, String title) {
			this.id = id;
			this.title = title;
		}

	}

	@Embeddable
	static class Price {

		long cents;

	}

	@Entity(name = "Writer")
	static class Author {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		@Nullable Long id;

		@Version
		long version;

		@ElementCollection
		List<String> nicknames = new ArrayList<>();

		@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
		List<Paper> papers = new ArrayList<>();

	}

	@Entity(name = "Paper")
	@Inheritance(strategy = InheritanceType.JOINED)
	abstract static class Paper {

		@Id
		@GeneratedValue(strategy = GenerationType.SEQUENCE)
		@Nullable Long id;

		int pages;

	}

	@Entity(name = "Report")
	static class Report extends Paper {

		int number;

	}

	@Entity(name = "Essay")
	static class Essay extends Paper {

		int words;

	}

	@Entity(name = "Loan")
	static class Loan {

		static int removed;

		@Id
		long id;

		@PostRemove
		void removed() {
			removed++;
		}

	}

}
