package dev.fennel.sample.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import dev.fennel.sample.catalog.Book;
import dev.fennel.sample.catalog.Catalog;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The catalog as a file, written while it is sent.
 */
@RestController
class ExportApi {

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	private final Catalog catalog;

	ExportApi(Catalog catalog) {
		this.catalog = catalog;
	}

	@GetMapping("/api/export")
	ResponseEntity<StreamingResponseBody> export() {
		return ResponseEntity.ok()
			.contentType(CSV)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=books.csv")
			.body(this::write);
	}

	private void write(OutputStream output) throws IOException {
		output.write("isbn,title,author,price\n".getBytes(StandardCharsets.UTF_8));
		for (Book book : this.catalog.all()) {
			String line = "%s,%s,%s,%s\n".formatted(book.getIsbn(), book.getTitle(), book.getAuthor(), book.getPrice());
			output.write(line.getBytes(StandardCharsets.UTF_8));
		}
	}

}
