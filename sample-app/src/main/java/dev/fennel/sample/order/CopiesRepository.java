package dev.fennel.sample.order;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/**
 * The stock, of which each book's part is held by one order at a time.
 */
interface CopiesRepository extends Repository<Copies, String> {

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<Copies> findByIsbn(String isbn);

}
