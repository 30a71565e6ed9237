package dev.fennel.client;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LabelValuesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "/orders/{id} | /orders/{id}", "orders/{id} | /orders/{id}", "/ | /", "`` | /",
					"http://shop:8080/orders/{id} | /orders/{id}", "https://user:secret@shop/a?token=b | /a",
					"http://shop | /", "http://shop?q={q} | /", "http://shop#top | /", "//shop/a | /a",
					"lb://shop/orders | /orders", "{scheme}://{host}:{port}/orders/{id} | /orders/{id}",
					"{base}/orders/{id} | /{base}/orders/{id}", "/orders/{id}?q={q} | /orders/{id}",
					"/orders?next=http://shop/a | /orders", "/orders/{id:[a-z/?#]+}/x?y | /orders/{id:[a-z/?#]+}/x",
					"/a#{b} | /a", "/redirect/http://shop/a | /redirect/http://shop/a", "/a}{b?c | /a}{b" })
	void routeIsThePathOfTheTemplate(String template, String route) {
		assertThat(Routes.of(template)).isEqualTo(route);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "http://shop/a | shop", "http://Shop.Example.COM:8080/a | shop.example.com",
					"http://user:secret@shop:1/ | shop", "http://127.0.0.1:80 | 127.0.0.1",
					"http://[::1]:8080/a | [::1]", "http://[FE80::1]/ | [fe80::1]", "http://my_shop:8080/ | my_shop",
					"http://user:se@cret@my_shop:8080/ | my_shop", "http://my_shop/ | my_shop",
					"http://münchen.example/ | xn--mnchen-3ya.example",
					"http://MÜNCHEN.example:80/ | xn--mnchen-3ya.example", "/relative | ``", "mailto:a@b.c | ``",
					"lb://Shop/a | shop" })
	void clientIsTheHostInLowerCase(String uri, String client) {
		assertThat(ClientNames.label(ClientNames.host(URI.create(uri)))).isEqualTo(client);
	}

	@ParameterizedTest
	@CsvSource({ "0,IO_ERROR", "100,100", "200,200", "599,599", "999,999", "1000,other", "-1,other", "99,other" })
	void statusIsTheCode(int status, String value) {
		assertThat(Statuses.value(Statuses.number(status))).isEqualTo(value);
	}

}
