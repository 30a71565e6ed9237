package dev.fennel.sample.catalog;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * The shelf, in the database.
 */
interface BookRepository extends Repository<Book, String> {

	List<Book> findAllByOrderByTitle();

	Optional<Book> findById(String isbn);

	long count();

}
