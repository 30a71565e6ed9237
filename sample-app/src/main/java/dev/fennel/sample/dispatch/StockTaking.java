package dev.fennel.sample.dispatch;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts once a minute what is on the shelves.
 */
@Component
class StockTaking {

	private final JdbcTemplate database;

	private volatile long copies;

	StockTaking(JdbcTemplate database) {
		this.database = database;
	}

	@Scheduled(fixedRate = 60_000)
	void count() {
		Long counted = this.database.queryForObject("select sum(remaining) from copies", Long.class);
		this.copies = (counted != null) ? counted : 0;
	}

	long copies() {
		return this.copies;
	}

}
