package dev.fennel.sample.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;

import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.sample.catalog.Book;
import dev.fennel.sample.catalog.Catalog;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A report that takes its time, and one that never comes.
 */
@RestController
@RequestMapping("/api/reports")
class ReportApi {

	private static final Duration TIME_TO_WRITE = Duration.ofMillis(200);

	private final Catalog catalog;

	ReportApi(Catalog catalog) {
		this.catalog = catalog;
	}

	@GetMapping("/slow")
	@Timed(value = "report_duration_seconds", help = "Time that a report takes to write", buckets = { 0.1, 0.5, 1, 5 })
	@TrackInProgress(value = "reports_in_progress", help = "Reports that are being written")
	Callable<Report> slow() {
		return () -> {
			Thread.sleep(TIME_TO_WRITE.toMillis());
			return Report.of(this.catalog);
		};
	}

	@GetMapping("/failing")
	Report failing() {
		throw new IllegalStateException("The printer is out of ink");
	}

	record Report(int titles, BigDecimal value) {

		static Report of(Catalog catalog) {
			BigDecimal value = catalog.all().stream().map(Book::getPrice).reduce(BigDecimal.ZERO, BigDecimal::add);
			return new Report(catalog.all().size(), value);
		}

	}

}
