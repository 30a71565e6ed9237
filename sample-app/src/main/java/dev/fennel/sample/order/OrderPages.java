package dev.fennel.sample.order;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Orders in a browser.
 */
@Controller
class OrderPages {

	private final Orders orders;

	OrderPages(Orders orders) {
		this.orders = orders;
	}

	@PostMapping("/orders")
	String buy(@RequestParam String isbn) {
		return "redirect:/orders/" + this.orders.place(isbn, 1).getId();
	}

	@GetMapping("/orders/{id}")
	String order(@PathVariable long id, Model model) {
		model.addAttribute("order", this.orders.find(id));
		return "order";
	}

}
