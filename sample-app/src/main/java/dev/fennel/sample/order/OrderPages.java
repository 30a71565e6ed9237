package dev.fennel.sample.order;

import dev.fennel.sample.dispatch.Courier;

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

	private final Courier courier;

	OrderPages(Orders orders, Courier courier) {
		this.orders = orders;
		this.courier = courier;
	}

	@PostMapping("/orders")
	String buy(@RequestParam String isbn) {
		Order order = this.orders.place(isbn, 1);
		this.courier.call();
		return "redirect:/orders/" + order.getId();
	}

	@GetMapping("/orders/{id}")
	String order(@PathVariable long id, Model model) {
		model.addAttribute("order", this.orders.find(id));
		return "order";
	}

}
