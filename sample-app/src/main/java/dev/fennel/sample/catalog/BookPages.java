package dev.fennel.sample.catalog;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The catalog in a browser.
 */
@Controller
class BookPages {

	private final Catalog catalog;

	BookPages(Catalog catalog) {
		this.catalog = catalog;
	}

	@GetMapping("/")
	String books(Model model) {
		model.addAttribute("books", this.catalog.all());
		return "books";
	}

	@GetMapping("/books/{isbn}")
	String book(@PathVariable String isbn, Model model) {
		model.addAttribute("book", this.catalog.find(isbn));
		return "book";
	}

}
