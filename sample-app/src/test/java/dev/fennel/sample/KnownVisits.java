package dev.fennel.sample;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Requests of which it is known how many there are and how much they carry.
 */
final class KnownVisits {

	private static final String BOOK = "9780142437247";

	private static final String ORDER = "{\"isbn\": \"" + BOOK + "\", \"quantity\": 1}";

	private static final String LARGE_ORDER = "{\"isbn\": \"" + BOOK + "\", \"quantity\": 99}";

	private static final String BAD_ORDER = "{}";

	private final Shop shop;

	private final List<HttpResponse<String>> writtenByHandlers = new ArrayList<>();

	KnownVisits(Shop shop) {
		this.shop = shop;
	}

	/**
	 * Makes all visits.
	 * @return what the page says then
	 */
	MetricsPage make() {
		Stream
			.of("/", "/", "/books/" + BOOK, "/api/books", "/api/books", "/api/books", "/api/books/" + BOOK + "/cover",
					"/api/export", "/api/events", "/api/reports/slow", "/bookshop.css")
			.forEach((path) -> this.writtenByHandlers.add(this.shop.get(path)));
		this.writtenByHandlers.add(this.shop.buy(BOOK));
		this.writtenByHandlers.add(this.shop.get("/orders/1"));
		this.writtenByHandlers.add(this.shop.order(ORDER));
		this.writtenByHandlers.add(this.shop.order(LARGE_ORDER));
		this.writtenByHandlers.add(this.shop.order(LARGE_ORDER));
		this.shop.order(BAD_ORDER);
		Stream.of("/api/books/1", "/api/books/2", "/api/reports/failing", "/nowhere", "/favicon.ico", "/metrics")
			.forEach(this.shop::get);
		this.shop.send("HEAD", "/api/books", "");
		this.shop.send("DELETE", "/api/books", "", "X-Requested-With", "XMLHttpRequest");
		this.shop.send("BREW", "/api/books", "");
		return MetricsPage.settled(this.shop);
	}

	int sentBytes() {
		return Stream.of("isbn=" + BOOK, ORDER, LARGE_ORDER, LARGE_ORDER, BAD_ORDER).mapToInt(String::length).sum();
	}

	/**
	 * How much handlers wrote: all but error pages.
	 */
	int receivedBytes() {
		return this.writtenByHandlers.stream()
			.mapToInt((response) -> response.body().getBytes(StandardCharsets.UTF_8).length)
			.sum();
	}

}
