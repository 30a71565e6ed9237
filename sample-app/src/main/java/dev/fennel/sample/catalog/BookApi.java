package dev.fennel.sample.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The catalog for programs.
 */
@RestController
@RequestMapping("/api/books")
class BookApi {

	private static final String COVER = """
			<svg xmlns="http://www.w3.org/2000/svg" width="240" height="360">
				<rect width="240" height="360" fill="#2f5d50"/>
				<text x="120" y="160" fill="#fff" font-size="18" text-anchor="middle">%s</text>
			</svg>
			""";

	private final Catalog catalog;

	BookApi(Catalog catalog) {
		this.catalog = catalog;
	}

	@GetMapping
	List<Book> books() {
		return this.catalog.all();
	}

	@GetMapping("/{isbn}")
	Book book(@PathVariable String isbn) {
		return this.catalog.find(isbn);
	}

	@GetMapping(path = "/{isbn}/cover", produces = "image/svg+xml")
	Resource cover(@PathVariable String isbn) {
		String title = HtmlUtils.htmlEscape(this.catalog.find(isbn).getTitle());
		return new ByteArrayResource(COVER.formatted(title).getBytes(StandardCharsets.UTF_8));
	}

}
