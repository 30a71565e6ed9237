package dev.fennel.sample.report;

import java.math.BigDecimal;
import java.util.List;

import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was sold, added up by the database.
 */
@RestController
class SalesApi {

	private static final String SALES = """
			select b.title, count(o.id) as orders, sum(o.quantity) as copies, sum(o.quantity * b.price) as revenue
			from book_order o join book b on b.isbn = o.book_isbn
			group by b.title
			order by revenue desc
			""";

	private final JdbcTemplate database;

	SalesApi(JdbcTemplate database) {
		this.database = database;
	}

	@GetMapping("/api/reports/sales")
	List<Sales> sales() {
		return this.database.query(SALES, new DataClassRowMapper<>(Sales.class));
	}

	record Sales(String title, long orders, long copies, BigDecimal revenue) {
	}

}
