package dev.fennel.sample.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisitsTests {

	@Test
	void leadThroughTheWholeShop() {
		Visits visits = new Visits((path) -> URI.create("http://localhost:8080" + path));
		List<String> requests = Stream.generate(visits::next).limit(101).map(VisitsTests::line).toList();
		assertThat(requests.stream().distinct()).hasSize(12);
		assertThat(requests).startsWith("GET /", "GET /books/9780141439471", "GET /api/books")
			.endsWith("GET /api/reports/failing");
		assertThat(requests.stream().collect(Collectors.groupingBy((line) -> line, Collectors.counting())))
			.containsEntry("GET /api/reports/failing", 1L)
			.containsEntry("GET /api/reports/slow", 3L);
	}

	private static String line(HttpRequest request) {
		return request.method() + " " + request.uri().getPath();
	}

}
