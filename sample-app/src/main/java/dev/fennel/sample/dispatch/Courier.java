package dev.fennel.sample.dispatch;

import dev.fennel.sample.BookshopAddress;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Calls for a courier when something was sold, while the buyer has long been answered.
 * The courier lives in the shop: its health is that of the shop.
 */
@Component
public class Courier {

	private final RestClient client;

	private final BookshopAddress address;

	Courier(RestClient courierClient, BookshopAddress address) {
		this.client = courierClient;
		this.address = address;
	}

	/**
	 * Asks the courier to come.
	 */
	@Async
	public void call() {
		this.client.get().uri(this.address.of("") + "/{page}", "health").retrieve().toBodilessEntity();
	}

}
