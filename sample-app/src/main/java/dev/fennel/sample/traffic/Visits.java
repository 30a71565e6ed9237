package dev.fennel.sample.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What visitors ask for, most of it often and some of it seldom, always in the same
 * order.
 */
final class Visits {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final String ISBN = "9780141439471";

	private final Function<String, URI> shop;

	private final List<Visit> visits;

	private int count;

	Visits(Function<String, URI> shop) {
		this.shop = shop;
		this.visits = List.of(get(101, "/api/reports/failing"), get(31, "/api/reports/sales"),
				get(29, "/api/reports/slow"), get(23, "/api/events"), get(19, "/api/export"), order(17, 99),
				get(13, "/api/books/unknown"), order(11, 1),
				post(7, "/orders", "application/x-www-form-urlencoded", "isbn=" + ISBN),
				get(5, "/api/books/" + ISBN + "/cover"), get(3, "/api/books"), get(2, "/books/" + ISBN), get(1, "/"));
	}

	HttpRequest next() {
		this.count++;
		return this.visits.stream()
			.filter((visit) -> this.count % visit.every() == 0)
			.findFirst()
			.map(Visit::request)
			.orElseThrow();
	}

	private Visit get(int every, String path) {
		return new Visit(every, HttpRequest.newBuilder(this.shop.apply(path)).timeout(PATIENCE).build());
	}

	private Visit order(int every, int quantity) {
		return post(every, "/api/orders", "application/json",
				"{\"isbn\": \"%s\", \"quantity\": %d}".formatted(ISBN, quantity));
	}

	private Visit post(int every, String path, String contentType, String body) {
		return new Visit(every,
				HttpRequest.newBuilder(this.shop.apply(path))
					.timeout(PATIENCE)
					.header("Content-Type", contentType)
					.POST(BodyPublishers.ofString(body))
					.build());
	}

	/**
	 * A request that is due when the number of visits is a multiple of {@code every}.
	 */
	private record Visit(int every, HttpRequest request) {
	}

}
