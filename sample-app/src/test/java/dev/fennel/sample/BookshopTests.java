package dev.fennel.sample;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Walks through the whole shop. Names, types, help and labels of what it then publishes
 * are a contract with dashboards and alerts, and so is every line of the golden file.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "fennel.health.timeout=9s")
@DirtiesContext
class BookshopTests {

	private static final String BOOK = "9780141439471";

	private final Shop shop;

	BookshopTests(@Value("${local.server.port}") String port) {
		this.shop = new Shop(port);
	}

	@Test
	void publishesTheFamiliesOfTheGoldenFile() {
		visitPages();
		visitCatalog();
		visitOrders();
		visitReports();
		visitDeadEnds();
		visitHealth();
		new GoldenFile("metrics.golden.txt").assertMatches(MetricsPage.settled(this.shop).masked());
	}

	private void visitPages() {
		assertAnswer(this.shop.get("/"), 200, "Moby-Dick");
		assertAnswer(this.shop.get("/bookshop.css"), 200, "font-family");
		assertAnswer(this.shop.get("/books/" + BOOK), 200, "Mary Shelley");
		HttpResponse<String> bought = this.shop.buy(BOOK);
		assertAnswer(bought, 302, "");
		assertAnswer(this.shop.get(bought.headers().firstValue("Location").orElseThrow()), 200, "7.99");
	}

	private void visitCatalog() {
		assertAnswer(this.shop.get("/api/books"), 200, "Aeschylus");
		assertAnswer(this.shop.get("/api/books/" + BOOK), 200, "Frankenstein");
		assertAnswer(this.shop.get("/api/books/unknown"), 404, "Not Found");
		assertAnswer(this.shop.get("/api/books/" + BOOK + "/cover"), 200, "<svg");
	}

	private void visitOrders() {
		assertAnswer(this.shop.order("{\"isbn\": \"" + BOOK + "\", \"quantity\": 2}"), 201, "\"quantity\":2");
		assertAnswer(this.shop.get("/api/orders/2"), 200, "Frankenstein");
		assertAnswer(this.shop.get("/api/orders/99"), 404, "Not Found");
		assertAnswer(this.shop.order("{\"isbn\": \"" + BOOK + "\", \"quantity\": 99}"), 409, "Only 47 copies");
		assertAnswer(this.shop.order("{\"isbn\": \"" + BOOK + "\"}"), 400, "Bad Request");
		assertAnswer(this.shop.order("{"), 400, "Bad Request");
	}

	private void visitReports() {
		assertAnswer(this.shop.get("/api/reports/slow"), 200, "41.48");
		assertAnswer(this.shop.get("/api/reports/sales"), 200, "\"copies\":3");
		assertAnswer(this.shop.get("/api/reports/failing"), 500, "Internal Server Error");
		assertAnswer(this.shop.get("/api/export"), 200, "9780140441895,Prometheus Bound,Aeschylus,9.99");
		assertAnswer(this.shop.get("/api/events"), 200, "data:Prometheus Bound");
	}

	private void visitDeadEnds() {
		assertAnswer(this.shop.get("/nowhere"), 404, "Not Found");
		assertAnswer(this.shop.send("DELETE", "/api/books", ""), 405, "Method Not Allowed");
	}

	private void visitHealth() {
		assertAnswer(this.shop.get("/health"), 200, "{\"status\":\"UP\"}");
		assertAnswer(this.shop.get("/ready"), 200, "\"catalog\":{\"status\":\"UP\"");
	}

	private static void assertAnswer(HttpResponse<String> response, int status, String text) {
		assertThat(response.statusCode()).as(response.toString()).isEqualTo(status);
		assertThat(response.body()).as(response.toString()).contains(text);
	}

}
